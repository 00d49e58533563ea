package bolt

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"sync"
	"time"

	"chutri/store"
)

// The pages of bbolt carry no checksums, so each record carries its own: a flipped bit is then an error instead of
// another figure.

const sealLength = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(key, payload []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, payload)
}

// scratchpad is where a record is encoded, so that it needs only the memory that it takes in the end.
type scratchpad struct {
	buffer  bytes.Buffer
	encoder *json.Encoder
}

var scratch = sync.Pool{New: func() any {
	s := new(scratchpad)
	s.encoder = json.NewEncoder(&s.buffer)
	s.encoder.SetEscapeHTML(false)
	return s
}}

var noSeal [sealLength]byte

// encode returns a record as it is stored under the key. A record that JSON cannot express is an ErrInvalid.
func encode(key []byte, record any) ([]byte, error) {
	s := scratch.Get().(*scratchpad)
	defer scratch.Put(s)
	s.buffer.Reset()
	s.buffer.Write(noSeal[:])
	if err := s.encoder.Encode(record); err != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrInvalid, err)
	}
	sealed := bytes.Clone(s.buffer.Bytes()[:s.buffer.Len()-1]) // without the encoder's newline
	binary.BigEndian.PutUint32(sealed, checksum(key, sealed[sealLength:]))
	return sealed, nil
}

// unseal returns the JSON of a stored record, or ErrCorrupt.
func unseal(b bucket, key, sealed []byte) ([]byte, error) {
	if len(sealed) < sealLength || binary.BigEndian.Uint32(sealed) != checksum(key, sealed[sealLength:]) {
		return nil, damaged("%s: the checksum does not match", place(b, key))
	}
	return sealed[sealLength:], nil
}

// decode returns a stored record, or ErrCorrupt. The record shares no memory with what was stored.
func decode[T any](b bucket, key, sealed []byte) (record T, err error) {
	payload, err := unseal(b, key, sealed)
	if err != nil {
		return record, err
	}
	if err := json.Unmarshal(payload, &record); err != nil {
		return record, damaged("%s: %w", place(b, key), err)
	}
	return record, nil
}

// place names a record for people who look for it.
func place(b bucket, key []byte) string {
	if len(key) == 8 {
		switch b {
		case events, progress, deadLetters:
			return b.String() + "/" + strconv.FormatUint(lastNumber(key), 10)
		case members, groups, languages, parked:
			return b.String() + "/" + strconv.FormatInt(lastID(key), 10)
		}
	}
	return fmt.Sprintf("%s/%q", b, key)
}

// getter finds stored bytes, nil where there are none. They are only good until the transaction ends or writes. It is
// told of each record that turns out to be damaged.
type getter interface {
	get(b bucket, key []byte) []byte
	meet(b bucket, key []byte)
}

// read is decode for a record that a getter has found.
func read[T any](from getter, b bucket, key, sealed []byte) (T, error) {
	record, err := decode[T](b, key, sealed)
	if err != nil {
		from.meet(b, key)
	}
	return record, err
}

// find returns the record under a key, ErrNotFound or ErrCorrupt.
func find[T any](from getter, b bucket, key []byte) (record T, err error) {
	sealed := from.get(b, key)
	if sealed == nil {
		return record, fmt.Errorf("%s: %w", place(b, key), store.ErrNotFound)
	}
	return read[T](from, b, key, sealed)
}

// findOrZero returns the record under a key, the zero record where there is none, or ErrCorrupt.
func findOrZero[T any](from getter, b bucket, key []byte) (T, error) {
	record, err := find[T](from, b, key)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return record, err
}

// buried is a dead letter as it is stored.
type buried struct {
	store.Outgoing
	BuriedAt time.Time `json:"buried_at"`
}

// quarantined is what was put aside: an update that could not be read, or a damaged record that Check took out.
type quarantined struct {
	Raw    []byte    `json:"raw"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at,omitzero"`
}
