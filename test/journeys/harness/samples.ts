import sharp from 'sharp';

export interface SampleFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture of its own colour. */
export const samplePicture = async (name: string, colour: string): Promise<SampleFile> => ({
  name,
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 480, height: 320, channels: 3, background: colour } })
    .png()
    .toBuffer(),
});

const PDF_OBJECTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>',
];

/** The smallest well-formed document of one empty page. */
export const samplePdf = (name: string): SampleFile => {
  let body = '%PDF-1.4\n';
  const offsets = PDF_OBJECTS.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = PDF_OBJECTS.length + 1;
  const buffer = Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
  );
  return { name, mimeType: 'application/pdf', buffer };
};
