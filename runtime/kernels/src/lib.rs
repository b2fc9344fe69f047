//! Kernels of the TFLite operators on plain slices.
