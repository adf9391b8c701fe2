export type ImageMime = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

export type ImageOutcome =
  | {
      readonly ok: true;
      /** Encoded anew from the pixels alone: whatever else the upload held is gone. */
      readonly bytes: Uint8Array;
      readonly width: number;
      readonly height: number;
      /** WebP, at most 480 pixels a side. */
      readonly thumbnail: Uint8Array;
    }
  | { readonly ok: false; readonly reason: 'image_too_large' | 'image_unreadable' };

/** Turns uploaded images upright, rids them of everything but pixels and makes thumbnails. */
export interface Images {
  reencode(bytes: Uint8Array, mime: ImageMime): Promise<ImageOutcome>;
}
