//! Decodes photos with the browser's own decoder, or else with the HEIC decoder or the `image` crate.
//!
//! The browser comes first because it reads what its system reads (AVIF, and in Safari HEIC), and decodes natively
//! and off the worker's thread. It is not used, or is given other bytes, where browsers disagree or are wrong: TIFF,
//! 16 bits, printing inks, a PNG's own gamma, orientation outside JPEG. A test image shows whether the browser
//! honours colour profiles.

use std::cell::{Cell, OnceCell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Poll, Waker};

use futures_util::FutureExt;
use js_sys::{Date, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

use super::{describe, heic, scope};
use handlens_core::config::limits::{PHOTO_BYTES, PHOTO_PIXELS, STORED_SIDE};
use handlens_core::message::Message;
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::heic::Picture;
use handlens_vision::photo::{
    self, BytesSource, Format, Inspection, Loaded, Photo, PhotoHash, PhotoSource, Provenance, Taken,
    TimeSource,
};

type Loading = Pin<Box<dyn Future<Output = Result<Loaded>>>>;
type Reading = Pin<Box<dyn Future<Output = Result<Vec<u8>>>>>;

/// A photo source: a file, or bytes from the clipboard.
pub struct BlobSource {
    name: String,
    blob: Blob,
}

impl BlobSource {
    /// A photo whose bytes are read only when it is loaded.
    pub fn new(name: &str, blob: Blob) -> Self {
        Self { name: name.to_owned(), blob }
    }

    /// A photo whose bytes are already in memory.
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Box<dyn PhotoSource> {
        match blob_of(bytes) {
            Ok(blob) => Box::new(Self::new(name, blob)),
            // The browser has no room for a second copy, so the `image` crate decodes this one.
            Err(_) => Box::new(BytesSource::new(name, bytes.to_vec())),
        }
    }

    async fn content(&self) -> Result<Vec<u8>> {
        // Checks the size before reading any bytes; `inspect` would see it only afterwards.
        if self.blob.size() > PHOTO_BYTES as f64 {
            return Err(photo::too_large(self.blob.size() as u64));
        }
        let buffer = self.blob.array_buffer().await.map_err(|failure| {
            // It is a folder, a file that was moved after it was dropped, or a cloud file that is not on this device.
            Error::photo(msg!("image-unreadable")).with_detail(describe(&failure))
        })?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

impl PhotoSource for BlobSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn bytes(&self) -> u64 {
        self.blob.size() as u64
    }

    fn load(self: Box<Self>) -> Loading {
        Box::pin(async move {
            let bytes = self.content().await?;
            let inspection = photo::inspect(&self.name, &bytes)?;
            let suits = suits_browser(&inspection).await;
            if !suits && inspection.format != Format::Heic {
                return photo::decode(&self.name, bytes);
            }
            let room = Room::of(inspection.pixels()).await;
            // Some files need other bytes: a photo inside the file, or the file without what only some browsers
            // honour.
            let blob = match inspection.for_browser(&bytes).map(|other| blob_of(&other)) {
                None => self.blob.clone(),
                Some(Ok(other)) => other,
                Some(Err(_)) => return photo::decode(&self.name, bytes),
            };
            let pixels = inspection.pixels();
            // A copy outside this program's memory, for the HEIC decoder if the browser cannot read the file.
            let heic = (inspection.format == Format::Heic).then(|| Uint8Array::from(bytes.as_slice()));
            // Runs on its own: the caller may be busy with something else, such as a photo that waits for this room.
            // Decoding ends if the caller drops the future.
            let (decoding, outcome) = async move {
                let decoded = if suits { by_browser(&blob).await } else { Err(JsValue::NULL) };
                drop(room);
                match (decoded, heic) {
                    (Ok((photo, transparency)), _) => Decoded::Here(photo, transparency),
                    (Err(_), Some(bytes)) => Decoded::Heic(Box::new(heic::decode(bytes, pixels).await)),
                    (Err(_), None) => Decoded::Not,
                }
            }
            .remote_handle();
            spawn_local(decoding);
            // The `image` crate decides last: it may decode what the browser cannot, and its error says what is wrong
            // with the rest.
            match outcome.await {
                Decoded::Here(photo, transparency) => {
                    let photo = inspection.upright(photo);
                    Ok(inspection.loaded(photo, transparency, &bytes))
                }
                Decoded::Heic(picture) => picture.map(|picture| picture.loaded(inspection, &bytes)),
                Decoded::Not => photo::decode(&self.name, bytes),
            }
        })
    }

    fn read(self: Box<Self>) -> Reading {
        Box::pin(async move { self.content().await })
    }

    fn provenance(&self) -> Provenance {
        let changed = self.blob.dyn_ref::<File>().map(File::last_modified);
        let taken = changed.and_then(|milliseconds| on_the_wall(milliseconds, TimeSource::File));
        Provenance { taken, ..Provenance::default() }
    }

    fn again(&self) -> Option<Box<dyn PhotoSource>> {
        // This clones a handle, not the bytes.
        Some(Box::new(Self { name: self.name.clone(), blob: self.blob.clone() }))
    }
}

/// Result of decoding a photo off this worker's thread.
enum Decoded {
    /// The browser decoded it.
    Here(Photo, Option<Message>),
    /// The HEIC decoder decoded or refused it.
    Heic(Box<Result<Picture>>),
    Not,
}

/// A photo source that was never a file, such as a webcam frame.
pub struct BitmapSource {
    name: String,
    bitmap: Held,
}

impl BitmapSource {
    /// A photo that is already decoded.
    pub fn new(name: &str, bitmap: ImageBitmap) -> Self {
        Self { name: name.to_owned(), bitmap: Held(bitmap) }
    }
}

impl PhotoSource for BitmapSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn bytes(&self) -> u64 {
        0
    }

    fn load(self: Box<Self>) -> Loading {
        Box::pin(async move {
            let (photo, _) = draw(&self.bitmap.0).map_err(|failure| {
                Error::photo(msg!("image-not-from-camera")).with_detail(describe(&failure))
            })?;
            let hash = PhotoHash::of_pixels(photo.width(), photo.height(), photo.rgb());
            let provenance = Provenance { taken: now(), ..Provenance::default() };
            Ok(Loaded { photo, hash, notes: Vec::new(), original: None, provenance })
        })
    }

    fn read(self: Box<Self>) -> Reading {
        Box::pin(async { Err(Error::photo(msg!("image-is-no-file"))) })
    }

    fn again(&self) -> Option<Box<dyn PhotoSource>> {
        None
    }
}

/// A time in milliseconds since 1970, as local wall-clock time.
fn on_the_wall(milliseconds: f64, source: TimeSource) -> Option<Taken> {
    let date = Date::new(&milliseconds.into());
    let local = milliseconds - date.get_timezone_offset() * 60_000.0;
    local.is_finite().then(|| Taken::new((local / 1000.0).floor() as i64, source)).flatten()
}

/// The time at which a webcam frame was taken.
fn now() -> Option<Taken> {
    on_the_wall(Date::now(), TimeSource::Camera)
}

/// Memory for a photo's decoded pixels, released on drop. Several photos decode at once, but together they have at
/// most `PHOTO_PIXELS` pixels, unless there is only one.
struct Room(u64);

thread_local! {
    static USED_PIXELS: Cell<u64> = const { Cell::new(0) };
    static WAITING: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
}

impl Room {
    async fn of(pixels: u64) -> Self {
        poll_fn(|context| {
            let used = USED_PIXELS.get();
            if used == 0 || used + pixels <= PHOTO_PIXELS {
                USED_PIXELS.set(used + pixels);
                return Poll::Ready(());
            }
            WAITING.with_borrow_mut(|waiting| waiting.push(context.waker().clone()));
            Poll::Pending
        })
        .await;
        Self(pixels)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        USED_PIXELS.set(USED_PIXELS.get() - self.0);
        for waiting in WAITING.take() {
            waiting.wake();
        }
    }
}

/// A bitmap whose memory (up to 400 MB outside wasm) is freed on drop rather than at some later garbage collection.
struct Held(ImageBitmap);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Decodes a photo with the browser's decoder only; none if the browser cannot, or must not, decode it.
pub async fn by_browser_alone(blob: Blob) -> Option<Photo> {
    let source = BlobSource::new("", blob);
    let bytes = source.content().await.ok()?;
    let inspection = photo::inspect("", &bytes).ok()?;
    if !suits_browser(&inspection).await {
        return None;
    }
    let blob = match inspection.for_browser(&bytes) {
        Some(other) => blob_of(&other).ok()?,
        None => source.blob,
    };
    let (photo, _) = by_browser(&blob).await.ok()?;
    Some(inspection.upright(photo))
}

/// Whether this browser's decoder gives the correct pixels for the photo.
async fn suits_browser(inspection: &Inspection) -> bool {
    inspection.browser_may_decode()
        && (!inspection.has_profile() || manages_colours().await)
        && (inspection.orientation == 1 || turns_upright().await)
}

fn blob_of(bytes: &[u8]) -> Result<Blob, JsValue> {
    Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&Uint8Array::from(bytes)))
}

/// A PNG with one green pixel whose profile swaps red and green.
const SWAPPED: &[u8] = include_bytes!("swapped.png");
/// That pixel in sRGB, and the tolerance for a browser's result.
const UNSWAPPED: [u8; 3] = [200, 100, 150];
const COLOUR_TOLERANCE: u8 = 6;

/// Whether this browser converts embedded profiles to sRGB, as `photo::decode` does.
async fn manages_colours() -> bool {
    thread_local! {
        static MANAGES: Cell<Option<bool>> = const { Cell::new(None) };
    }
    if let Some(manages) = MANAGES.get() {
        return manages;
    }
    let photo = match blob_of(SWAPPED) {
        Ok(blob) => by_browser(&blob).await.ok().map(|(photo, _)| photo),
        Err(_) => None,
    };
    let near = |photo: Photo| {
        photo.rgb().iter().zip(UNSWAPPED).all(|(value, wanted)| value.abs_diff(wanted) <= COLOUR_TOLERANCE)
    };
    let manages = photo.is_some_and(near);
    MANAGES.set(Some(manages));
    manages
}

async fn by_browser(blob: &Blob) -> Result<(Photo, Option<Message>), JsValue> {
    if !canvas_is_exact() {
        return Err("this browser falsifies canvases".into());
    }
    let bitmap: ImageBitmap = decoded(blob).await?.dyn_into()?;
    draw(&Held(bitmap).0)
}

/// A bitmap, turned upright by browsers that do so (see [`turns_upright`]).
async fn decoded(blob: &Blob) -> Result<JsValue, JsValue> {
    thread_local! {
        static KNOWS_OPTION: Cell<bool> = const { Cell::new(true) };
    }
    if KNOWS_OPTION.get() {
        let options = Object::new();
        // This is the default of current browsers; some older ones ignored EXIF unless asked.
        Reflect::set(&options, &"imageOrientation".into(), &"from-image".into())?;
        match create_bitmap(blob, &options).await {
            // Chrome before 112 and Safari before 17 do not know this value, and refuse every photo because of it.
            Err(failure) if failure.is_instance_of::<js_sys::TypeError>() => KNOWS_OPTION.set(false),
            outcome => return outcome,
        }
    }
    create_bitmap(blob, &JsValue::UNDEFINED).await
}

async fn create_bitmap(blob: &Blob, options: &JsValue) -> Result<JsValue, JsValue> {
    let scope = scope().map_err(|error| JsValue::from(error.to_string()))?;
    let decode: js_sys::Function = Reflect::get(&scope, &"createImageBitmap".into())?.dyn_into()?;
    // An old browser may throw where others reject the promise.
    let answer: Promise = if options.is_undefined() {
        decode.call1(&scope, blob)?.dyn_into()?
    } else {
        decode.call2(&scope, blob, options)?.dyn_into()?
    };
    JsFuture::from(answer).await
}

/// A JPEG of 16 × 8 pixels, left half black and right half white, whose EXIF says that the left side is the top.
const TURNED: &[u8] = include_bytes!("turned.jpg");

/// Whether this browser turns photos upright by their EXIF when it decodes them. A test image decides, because it is
/// not known which old versions do. `photo::decode` turns photos where the browser does not.
async fn turns_upright() -> bool {
    thread_local! {
        static TURNS: Cell<Option<bool>> = const { Cell::new(None) };
    }
    if let Some(turns) = TURNS.get() {
        return turns;
    }
    let photo = match blob_of(TURNED) {
        Ok(blob) => by_browser(&blob).await.ok().map(|(photo, _)| photo),
        Err(_) => None,
    };
    let upright = |photo: &Photo| {
        let rgb = photo.rgb();
        (photo.width(), photo.height()) == (8, 16) && rgb[0] < 64 && rgb[rgb.len() - 1] > 192
    };
    let turns = photo.as_ref().is_some_and(upright);
    TURNS.set(Some(turns));
    turns
}

/// Draws a bitmap to get its photo, and a note if parts of it are transparent.
///
/// A photo whose longest side is more than twice [`STORED_SIDE`] is drawn at exactly twice that: it is stored at
/// `STORED_SIDE` anyway, and 100 megapixels would take 400 MB of wasm memory, which never shrinks. The canvas filters
/// with mipmaps: in Chromium, at most 30 % of the detail too fine for the result remains, and `resizeQuality: "high"`
/// of `createImageBitmap` gives the same result. The better filter of [`Photo`] does the rest.
fn draw(bitmap: &ImageBitmap) -> Result<(Photo, Option<Message>), JsValue> {
    let (width, height) = (bitmap.width(), bitmap.height());
    if u64::from(width) * u64::from(height) > PHOTO_PIXELS || width == 0 || height == 0 {
        return Err(format!("{width} × {height} pixels").into());
    }
    let scale = (f64::from(2 * STORED_SIDE) / f64::from(width.max(height))).min(1.0);
    let side = |length: u32| (f64::from(length) * scale).round().max(1.0);
    let (width, height) = (side(width), side(height));
    let context = canvas(width as u32, height as u32)?;
    Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    let pixels = context.get_image_data(0.0, 0.0, width, height)?.data();
    let photo = Photo::from_rgba(width as u32, height as u32, &pixels).map_err(|error| error.to_string())?;
    Ok((photo, photo::transparency_note(&pixels)))
}

fn canvas(width: u32, height: u32) -> Result<OffscreenCanvasRenderingContext2d, JsValue> {
    let options = Object::new();
    // Keeps the canvas in main memory: reading back from the GPU would stall it, and the result would differ by
    // device.
    Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE)?;
    OffscreenCanvas::new(width, height)?
        .get_context_with_context_options("2d", &options)?
        .ok_or_else(|| JsValue::from("no 2d canvas"))?
        .dyn_into()
        .map_err(JsValue::from)
}

/// Whether a canvas returns the same pixels that were drawn. Browsers that resist fingerprinting return noise or
/// plain white instead, which would silently spoil every photo.
fn canvas_is_exact() -> bool {
    thread_local! {
        static EXACT: OnceCell<bool> = const { OnceCell::new() };
    }
    EXACT.with(|exact| *exact.get_or_init(|| draws_exactly().unwrap_or(false)))
}

fn draws_exactly() -> Result<bool, JsValue> {
    const STEPS: u32 = 16;
    let context = canvas(STEPS, STEPS)?;
    let colour = |x: u32, y: u32| [(16 * x) as u8, (16 * y) as u8, (8 * (x + y)) as u8, 255];
    for y in 0..STEPS {
        for x in 0..STEPS {
            let [red, green, blue, _] = colour(x, y);
            context.set_fill_style_str(&format!("rgb({red} {green} {blue})"));
            context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        }
    }
    let pixels = context.get_image_data(0.0, 0.0, f64::from(STEPS), f64::from(STEPS))?.data();
    let wanted = (0..STEPS).flat_map(|y| (0..STEPS).flat_map(move |x| colour(x, y)));
    Ok(wanted.eq(pixels.iter().copied()))
}
