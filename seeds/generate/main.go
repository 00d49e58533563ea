// Command generate checks the plans' data and packs them into the snapshot that the program carries. Run it with
// "go generate ./seeds" whenever a YAML file has changed.
package main

import (
	"fmt"
	"os"

	"chutri/seeds"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run works in the folder of the package seeds, where go generate starts it.
func run() error {
	data, err := seeds.Load(os.DirFS("."))
	if err != nil {
		return fmt.Errorf("the plans' data are not valid:\n%w", err)
	}
	packed, err := seeds.Pack(data)
	if err != nil {
		return err
	}
	return os.WriteFile(seeds.SnapshotFile, packed, 0o644)
}
