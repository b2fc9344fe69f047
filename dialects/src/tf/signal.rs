//! Fourier transforms and sound.

use crate::op_macro::ops;

ops! {
    /// Magnitudes of Fourier transforms of windows over sound.
    ///
    /// ```mlir
    /// %0 = "tf.AudioSpectrogram"(%input)
    ///     <{stride = 1 : i64, window_size = 1 : i64}>
    ///     : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AudioSpectrogram = "tf.AudioSpectrogram" {
        operands: input: tensor[F32];
        attrs: window_size: I64, stride: I64, magnitude_squared: Bool ? false;
        results: spectrogram: tensor[F32];
        traits: PURE;
    }

    /// Samples of a WAV file.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.DecodeWav"(%contents) : (tensor<*x!tf_type.string>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    DecodeWav = "tf.DecodeWav" {
        operands: contents: tensor[STRING];
        attrs: desired_channels: I64 ? (-1), desired_samples: I64 ? (-1);
        results: audio: tensor[F32], sample_rate: tensor[I32];
        traits: PURE;
    }

    /// Fourier transform over the last dimension.
    ///
    /// ```mlir
    /// %0 = "tf.FFT"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xcomplex<f32>>
    /// ```
    FFT = "tf.FFT" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Fourier transform over the last two dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.FFT2D"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xcomplex<f32>>
    /// ```
    FFT2D = "tf.FFT2D" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Inverse Fourier transform over the last dimension.
    ///
    /// ```mlir
    /// %0 = "tf.IFFT"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xcomplex<f32>>
    /// ```
    IFFT = "tf.IFFT" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Inverse Fourier transform over the last two dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.IFFT2D"(%input) : (tensor<*xcomplex<f32>>) -> tensor<*xcomplex<f32>>
    /// ```
    IFFT2D = "tf.IFFT2D" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Inverse Fourier transform to real values over the last dimension.
    ///
    /// ```mlir
    /// %0 = "tf.IRFFT"(%input, %fft_length) : (tensor<*xcomplex<f32>>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    IRFFT = "tf.IRFFT" {
        operands: input: tensor, fft_length: tensor[I32];
        results: output: tensor;
        traits: PURE;
    }

    /// Inverse Fourier transform to real values over the last two dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.IRFFT2D"(%input, %fft_length) : (tensor<*xcomplex<f32>>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    IRFFT2D = "tf.IRFFT2D" {
        operands: input: tensor, fft_length: tensor[I32];
        results: output: tensor;
        traits: PURE;
    }

    /// Mel-frequency cepstral coefficients of a spectrogram.
    ///
    /// ```mlir
    /// %0 = "tf.Mfcc"(%spectrogram, %sample_rate) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Mfcc = "tf.Mfcc" {
        operands: spectrogram: tensor[F32], sample_rate: tensor[I32];
        attrs: upper_frequency_limit: F32 ? 4000.0, lower_frequency_limit: F32 ? 20.0,
               filterbank_channel_count: I64 ? 40, dct_coefficient_count: I64 ? 13;
        results: output: tensor[F32];
        traits: PURE;
    }

    /// Fourier transform of real values over the last dimension.
    ///
    /// ```mlir
    /// %0 = "tf.RFFT"(%input, %fft_length) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xcomplex<f32>>
    /// ```
    RFFT = "tf.RFFT" {
        operands: input: tensor, fft_length: tensor[I32];
        results: output: tensor;
        traits: PURE;
    }

    /// Fourier transform of real values over the last two dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.RFFT2D"(%input, %fft_length) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xcomplex<f32>>
    /// ```
    RFFT2D = "tf.RFFT2D" {
        operands: input: tensor, fft_length: tensor[I32];
        results: output: tensor;
        traits: PURE;
    }
}
