// A model of whole numbers, for refusals.cli.
func.func @main(%x: tensor<1x49x10x1xi32>) -> tensor<1x49x10x1xi32> {
  %0 = "tfl.neg"(%x) : (tensor<1x49x10x1xi32>) -> tensor<1x49x10x1xi32>
  return %0 : tensor<1x49x10x1xi32>
}
