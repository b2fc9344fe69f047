
.
xPlaceholder*
dtype0*
shape:
E
startPartitionedCallx*
Tin
0*
Tout
0*
fR
pingä
p

ping
x
yD
nextPartitionedCallx*
Tin
0*
Tout
0*
fR
pong"
ynext:output:0
p

pong
x
yD
nextPartitionedCallx*
Tin
0*
Tout
0*
fR
ping"
ynext:output:0