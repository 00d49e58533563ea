package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"chutri/internal/sheet"
)

// writeTo writes into a file, which appears whole or not at all, or with "" to standard output.
func (s *shell) writeTo(file string, write func(io.Writer) error) error {
	if file == "" {
		out := bufio.NewWriter(s.out)
		return errors.Join(write(out), out.Flush())
	}
	part, err := os.CreateTemp(filepath.Dir(file), ".chutri-*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	out := bufio.NewWriter(part)
	if err := errors.Join(write(out), out.Flush(), part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), file)
}

// jsonLines returns an encoder that writes one object a line and leaves "<" as it is.
func jsonLines(to io.Writer) *json.Encoder {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	return encoder
}

// records writes a register in the given format.
func records[T any](s *shell, name, format, file string, all []T) error {
	return s.writeTo(file, func(to io.Writer) error {
		if format == "jsonl" {
			encoder := jsonLines(to)
			for _, record := range all {
				if err := encoder.Encode(record); err != nil {
					return err
				}
			}
			return nil
		}
		table, err := sheet.From(name, all)
		if err != nil {
			return err
		}
		if format == "csv" {
			return sheet.WriteCSV(to, table)
		}
		return sheet.WriteXLSX(to, table)
	})
}
