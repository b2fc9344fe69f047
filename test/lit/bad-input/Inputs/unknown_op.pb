
.
xPlaceholder*
dtype0*
shape:

wish
MakeCoffeex*
T0