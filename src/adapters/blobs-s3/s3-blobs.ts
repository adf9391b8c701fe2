import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Blobs } from '../../ports/blobs.ts';

export interface S3Options {
  readonly bucket: string;
  readonly region: string;
  /** For stores that are not AWS; the bucket then goes into the path. */
  readonly endpoint?: string | undefined;
  /** Absent: the SDK's own chain (environment, instance role). */
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string }
    | undefined;
}

export interface S3Blobs extends Blobs {
  close(): void;
}

const CONNECT_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Blobs as objects of a bucket. Checksums only where S3 demands them: many compatible stores know no others. */
export const createS3Blobs = (options: S3Options): S3Blobs => {
  const { bucket, region, endpoint, credentials } = options;
  const client = new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials !== undefined && { credentials }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    put: async (key, bytes) => {
      await client.send(
        new PutObjectCommand({
          ...at(key),
          Body: bytes,
          ContentLength: bytes.byteLength,
          ContentType: 'application/octet-stream',
        }),
      );
    },
    get: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    delete: async (key) => void (await client.send(new DeleteObjectCommand(at(key)))),
    close: () => client.destroy(),
  };
};
