package privacy

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"chutri/store"
)

// record returns a record in whose data forgotten persons have no name: every object with the id of one and a name. Its key,
// and the chats that it is about, stay: the program finds it by them.
func (r *reader) record(record store.Record) store.Record {
	if len(r.gone) == 0 || record.Collection == Forgotten || !bytes.Contains(record.Data, []byte(`"name"`)) {
		return record
	}
	record.Data = rewritten(record.Data, r.unname)
	return record
}

// keptAt returns a record as the log has it of a time, with no trace of the persons who were forgotten since: no name, and
// no private chat in its key or its data.
func (r *reader) keptAt(record store.Record, at time.Time) store.Record {
	record = r.record(record)
	record.Key = r.key(record.Key, at)
	for person := range r.gone {
		if r.is(person, at) && bytes.Contains(record.Data, strconv.AppendInt(nil, person, 10)) {
			record.Data = rewritten(record.Data, func(data any) bool { return r.unchat(data, at) })
			break
		}
	}
	return record
}

// key returns the key of a record or a Step, whose parts are divided by slashes or colons, without forgotten persons.
func (r *reader) key(key string, at time.Time) string {
	var clean strings.Builder
	for key != "" {
		end := strings.IndexAny(key, "/:")
		if end < 0 {
			end = len(key)
		}
		if person, err := strconv.ParseInt(key[:end], 10, 64); err == nil && r.is(person, at) {
			clean.WriteString(strconv.Itoa(Nobody))
		} else {
			clean.WriteString(key[:end])
		}
		rest := min(end+1, len(key))
		clean.WriteString(key[end:rest])
		key = key[rest:]
	}
	return clean.String()
}

// rewritten returns JSON after a change, as it was where it is none or change reports that there was nothing to do.
func rewritten(raw json.RawMessage, change func(data any) bool) json.RawMessage {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var data any
	if decoder.Decode(&data) != nil || !change(data) {
		return raw
	}
	if clean, err := json.Marshal(data); err == nil {
		return clean
	}
	return raw
}

// unname takes forgotten persons' names and ids out of decoded JSON, and reports whether there was one.
func (r *reader) unname(data any) bool {
	return everyObject(data, func(object map[string]any) bool {
		number, _ := object["id"].(json.Number)
		_, named := object["name"].(string)
		if person, err := number.Int64(); !named || err != nil || r.gone[person].IsZero() {
			return false
		}
		object["id"], object["name"] = Nobody, r.name
		return true
	})
}

// numbered are the members of objects that hold the number of a person or a chat. Others may hold the same number by chance.
var numbered = map[string]bool{"chat": true, "by": true, "person": true, "author": true, "actor": true}

// unchat takes the numbers of persons who were forgotten since a time out of decoded JSON, and reports whether there was one.
func (r *reader) unchat(data any, at time.Time) bool {
	return everyObject(data, func(object map[string]any) (found bool) {
		for name, value := range object {
			if place, ok := value.(map[string]any); ok && numbered[name] {
				found = r.clear(place, "ID", at) || found // a chat or a person of a message
			} else if numbered[name] {
				found = r.clear(object, name, at) || found
			}
		}
		return found
	})
}

// clear replaces the number of a person who was forgotten since a time.
func (r *reader) clear(object map[string]any, name string, at time.Time) bool {
	number, _ := object[name].(json.Number)
	person, err := number.Int64()
	if err != nil || !r.is(person, at) {
		return false
	}
	object[name] = Nobody
	return true
}

// everyObject calls change for every object in decoded JSON, and reports whether one of the calls did.
func everyObject(data any, change func(map[string]any) bool) (changed bool) {
	switch v := data.(type) {
	case []any:
		for _, one := range v {
			changed = everyObject(one, change) || changed
		}
	case map[string]any:
		changed = change(v)
		for _, one := range v {
			changed = everyObject(one, change) || changed
		}
	}
	return changed
}
