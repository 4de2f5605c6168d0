//! Four numbers at once: the only module that depends on the processor.
//!
//! In a browser it uses WebAssembly's simd128. Natively it uses an array that the compiler turns into similar
//! instructions. All other modules of [`cpu`](super) use only this type, so that native tests cover what ships.

#[cfg(target_arch = "wasm32")]
use std::arch::wasm32::{self as arch, v128 as Register};

#[cfg(not(target_arch = "wasm32"))]
type Register = [f32; 4];

/// Four `f32` values.
#[derive(Clone, Copy)]
pub(super) struct Lanes(Register);

/// How a product is added: as two instructions, or as one if the browser has it.
pub(super) trait MultiplyAdd {
    /// a · b + c.
    fn multiply_add(a: Lanes, b: Lanes, c: Lanes) -> Lanes;
}

/// The best multiply-add that this program may use. Browsers without `relaxed-simd` refuse a program that uses it.
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
pub(super) type Best = Fused;
/// The best multiply-add that this program may use.
#[cfg(not(all(target_arch = "wasm32", target_feature = "relaxed-simd")))]
pub(super) type Best = Separate;

/// Multiplies, rounds, adds and rounds.
pub(super) struct Separate;

impl MultiplyAdd for Separate {
    #[inline(always)]
    fn multiply_add(a: Lanes, b: Lanes, c: Lanes) -> Lanes {
        a.times(b).plus(c)
    }
}

/// Multiplies and adds; rounds only once if the processor can.
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
pub(super) struct Fused;

#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
impl MultiplyAdd for Fused {
    #[inline(always)]
    fn multiply_add(a: Lanes, b: Lanes, c: Lanes) -> Lanes {
        Lanes(arch::f32x4_relaxed_madd(a.0, b.0, c.0))
    }
}

#[cfg(target_arch = "wasm32")]
impl Lanes {
    /// All four lanes set to this value.
    #[inline(always)]
    pub(super) fn splat(value: f32) -> Self {
        Self(arch::f32x4_splat(value))
    }

    /// Loads four values.
    #[inline(always)]
    #[expect(unsafe_code, reason = "there is no safe load of a vector, and the inner loops consist of them")]
    pub(super) fn load(values: &[f32; 4]) -> Self {
        // SAFETY: the reference is to 16 readable bytes, and this load asks for no alignment.
        Self(unsafe { arch::v128_load(values.as_ptr().cast()) })
    }

    /// Stores four values.
    #[inline(always)]
    #[expect(unsafe_code, reason = "as for loads")]
    pub(super) fn store(self, values: &mut [f32; 4]) {
        // SAFETY: the reference is to 16 writable bytes, and this store asks for no alignment.
        unsafe { arch::v128_store(values.as_mut_ptr().cast(), self.0) }
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Self(arch::f32x4_add(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn times(self, other: Self) -> Self {
        Self(arch::f32x4_mul(self.0, other.0))
    }

    /// Clamped to 0 to 6; NaN stays NaN. On x86, "pseudo" minimum and maximum are one instruction each, and the
    /// proper ones half a dozen.
    #[inline(always)]
    pub(super) fn relu6(self) -> Self {
        let positive = arch::f32x4_pmax(self.0, arch::f32x4_splat(0.0));
        Self(arch::f32x4_pmin(positive, arch::f32x4_splat(6.0)))
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Lanes {
    /// All four lanes set to this value.
    #[inline(always)]
    pub(super) fn splat(value: f32) -> Self {
        Self([value; 4])
    }

    /// Loads four values.
    #[inline(always)]
    pub(super) fn load(values: &[f32; 4]) -> Self {
        Self(*values)
    }

    /// Stores four values.
    #[inline(always)]
    pub(super) fn store(self, values: &mut [f32; 4]) {
        *values = self.0;
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
    }

    #[inline(always)]
    pub(super) fn times(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] * other.0[lane]))
    }

    /// Clamped to 0 to 6; NaN stays NaN.
    #[inline(always)]
    pub(super) fn relu6(self) -> Self {
        Self(self.0.map(|value| value.clamp(0.0, 6.0)))
    }
}
