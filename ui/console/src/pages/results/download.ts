// A drawing as a file of its own: it carries its style along, in the colours of paper.

const STYLE = `
  text { font: 17px system-ui, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; fill: #2c2720; }
  text[fill="#ffffff"] { fill: #ffffff; }
  .tick { font-size: 16px; fill: #665c4d; }
  .name { font-weight: 600; }
  .rule { stroke: #ddd0b3; }
  .axis { fill: none; stroke: #2c2720; stroke-width: 1.5; }
  .leader { fill: none; stroke-opacity: 0.5; }
`;
const PAPER = '#ffffff';
const SCALE = 2;

export async function asSvg(drawing: SVGSVGElement): Promise<Blob> {
  return new Blob([written(drawing)], { type: 'image/svg+xml' });
}

/** At twice its size, so that it stays sharp on a slide. */
export async function asPng(drawing: SVGSVGElement): Promise<Blob> {
  const { width, height } = drawing.viewBox.baseVal;
  const picture = new Image(width * SCALE, height * SCALE);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(drawing))}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('draw the figure'))), 'image/png');
  });
}

/** Gives a file to the person. */
export function handOver(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has begun to read it only after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function written(drawing: SVGSVGElement): string {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const ground = `<rect width="${width}" height="${height}" fill="${PAPER}"/>`;
  // The style goes in as text: as an element of this page it would be against the page's own rules.
  return new XMLSerializer().serializeToString(copy).replace('>', `><style>${STYLE}</style>${ground}`);
}
