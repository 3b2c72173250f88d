package summary

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"slices"
	"sync"
)

// encoder writes pictures of 16 colours as PNG, two pixels a byte. image/png
// writes the same, but asks for each pixel by itself, which takes it several
// times as long as all the rest of a picture; BenchmarkEncode shows both.
// Many may use one encoder at once.
type encoder struct{ desks sync.Pool }

// desk is what encoding one picture needs, kept for the next.
type desk struct {
	rows []byte // the packed rows, each after the number of its filter
	data bytes.Buffer
	zip  *zlib.Writer
}

const (
	pngSignature = "\x89PNG\r\n\x1a\n"
	bitsPerPixel = 4
	paletted     = 3 // the colour type of a picture with a palette
	// effort is how hard the compressor tries: the next level takes half as long
	// again for a tenth less.
	effort = 5
)

// encode returns a picture as PNG. Its palette has at most 16 colours, all of
// them opaque.
func (e *encoder) encode(img *image.Paletted) ([]byte, error) {
	if n := len(img.Palette); n == 0 || n > 1<<bitsPerPixel {
		return nil, fmt.Errorf("encode a picture: %d colours, from 1 to %d", n, 1<<bitsPerPixel)
	}
	d, _ := e.desks.Get().(*desk)
	if d == nil {
		zip, err := zlib.NewWriterLevel(nil, effort)
		if err != nil {
			return nil, fmt.Errorf("prepare to compress: %w", err)
		}
		d = &desk{zip: zip}
	}
	defer e.desks.Put(d)
	if err := d.compress(img); err != nil {
		return nil, fmt.Errorf("encode a picture: %w", err)
	}
	header := binary.BigEndian.AppendUint32(nil, uint32(img.Rect.Dx()))
	header = binary.BigEndian.AppendUint32(header, uint32(img.Rect.Dy()))
	header = append(header, bitsPerPixel, paletted, 0, 0, 0)
	var colours []byte
	for _, c := range img.Palette {
		r, g, b, _ := c.RGBA()
		colours = append(colours, uint8(r>>8), uint8(g>>8), uint8(b>>8))
	}
	out := make([]byte, 0, d.data.Len()+128)
	out = append(out, pngSignature...)
	out = appendChunk(out, "IHDR", header)
	out = appendChunk(out, "PLTE", colours)
	out = appendChunk(out, "IDAT", d.data.Bytes())
	return appendChunk(out, "IEND", nil), nil
}

// compress packs the pixels, unfiltered, and compresses them into d.data. Many
// rows repeat the one above, and are copied from it.
func (d *desk) compress(img *image.Paletted) error {
	width := img.Rect.Dx()
	packed := 1 + (width+1)/2
	d.rows = slices.Grow(d.rows[:0], packed*img.Rect.Dy())
	var above []uint8
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:width]
		if bytes.Equal(row, above) {
			d.rows = append(d.rows, d.rows[len(d.rows)-packed:]...)
			continue
		}
		above = row
		d.rows = append(d.rows, 0)
		for ; len(row) >= 2; row = row[2:] {
			d.rows = append(d.rows, row[0]<<bitsPerPixel|row[1])
		}
		if len(row) == 1 {
			d.rows = append(d.rows, row[0]<<bitsPerPixel)
		}
	}
	d.data.Reset()
	d.zip.Reset(&d.data)
	if _, err := d.zip.Write(d.rows); err != nil {
		return err
	}
	return d.zip.Close()
}

// appendChunk writes a chunk: its length, its name, what it holds, and a check
// on both.
func appendChunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	from := len(out)
	out = append(out, name...)
	out = append(out, data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}
