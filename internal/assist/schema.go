package assist

import (
	"encoding/json"
	"strings"
)

// Schemas are written by hand, as the service wants strict ones: every field is required, nothing else is allowed. What a
// strict schema cannot say, such as how long a list may be, is checked when the reply is read.

// field is a field of an object with the schema of its value.
type field struct{ name, schema string }

// object returns the strict schema of an object.
func object(fields ...field) json.RawMessage {
	names, properties := make([]string, len(fields)), make([]string, len(fields))
	for i, f := range fields {
		names[i] = encode(f.name)
		properties[i] = names[i] + ":" + f.schema
	}
	return json.RawMessage(`{"type":"object","properties":{` + strings.Join(properties, ",") + `},"required":[` +
		strings.Join(names, ",") + `],"additionalProperties":false}`)
}

// oneOf returns the schema of a string that is one of the given ones, or none.
func oneOf(values []string) string {
	return `{"type":"string","enum":` + encode(append(append([]string{}, values...), none)) + `}`
}
