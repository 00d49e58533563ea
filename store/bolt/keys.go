package bolt

import (
	"encoding/binary"
	"time"
)

// This file is the only one that knows how keys are written. Keys sort as what they stand for: numbers and times in
// their order, negative chat ids before positive ones.

func appendNumber(key []byte, n uint64) []byte { return binary.BigEndian.AppendUint64(key, n) }

func appendSigned(key []byte, n int64) []byte { return appendNumber(key, uint64(n)^1<<63) }

func appendTime(key []byte, at time.Time) []byte {
	return binary.BigEndian.AppendUint32(appendSigned(key, at.Unix()), uint32(at.Nanosecond()))
}

// appendName writes a text's length before it, so that no name is the beginning of another one's key.
func appendName(key []byte, name string) []byte {
	return append(binary.BigEndian.AppendUint32(key, uint32(len(name))), name...)
}

// numberKey is the key of events (sequence number), progress (update id) and dead letters.
func numberKey(n uint64) []byte { return appendNumber(nil, n) }

// idKey is the key of what belongs to one person or one chat.
func idKey(id int64) []byte { return appendSigned(nil, id) }

// pairKey is the key of sessions (chat, person), cards and, as a prefix, by_message (chat, message).
func pairKey(chat, other int64) []byte { return appendSigned(idKey(chat), other) }

func historyKey(update, seq uint64) []byte { return appendNumber(numberKey(update), seq) }

func timeKey(at time.Time) []byte { return appendTime(nil, at) }

func byTimeKey(at time.Time, update uint64) []byte { return appendNumber(timeKey(at), update) }

// nameKey is the beginning of the keys of by_task and by_agency that belong to one task or agency.
func nameKey(name string) []byte { return appendName(nil, name) }

func byNameKey(name string, at time.Time, update uint64) []byte {
	return appendNumber(appendTime(nameKey(name), at), update)
}

// recordKey is the key of a record; with "" for the record's own key it is the beginning of a collection's keys.
func recordKey(collection, key string) []byte { return append(appendName(nil, collection), key...) }

func byMessageKey(chat int64, message int, update uint64) []byte {
	return appendNumber(pairKey(chat, int64(message)), update)
}

func stepTimeKey(at time.Time, step string) []byte { return append(timeKey(at), step...) }

const timeLength = 12

// stepOf returns the step's key in a key of steps_by_time.
func stepOf(key []byte) []byte { return key[timeLength:] }

func outboxKey(id uint64, chat int64) []byte { return appendSigned(numberKey(id), chat) }

// firstNumber returns the number at the beginning of a key: the reply id of an outbox key.
func firstNumber(key []byte) uint64 { return binary.BigEndian.Uint64(key) }

// lastNumber returns the number at the end of a key: the update id of an index key.
func lastNumber(key []byte) uint64 { return binary.BigEndian.Uint64(key[len(key)-8:]) }

// lastID returns the chat or person at the end of a key.
func lastID(key []byte) int64 { return int64(lastNumber(key) ^ 1<<63) }

// after returns the first key that sorts after all keys with the given beginning, nil if there is none.
func after(prefix []byte) []byte {
	next := append([]byte(nil), prefix...)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i]++; next[i] != 0 {
			return next[:i+1]
		}
	}
	return nil
}
