package bolt

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"chutri/store"
)

// migration brings a file from one version of the bucket tree to the next.
type migration func(tx *bbolt.Tx) error

// migrations are all there ever were, in order; the version of a file is how many of them it has seen.
// A released migration is never changed.
var migrations = []migration{
	createBuckets,
}

func createBuckets(tx *bbolt.Tx) error {
	for _, name := range bucketNames {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}

var schemaKey = []byte("schema")

// schema returns the version of a file's bucket tree, 0 for a file without one.
func schema(tx *bbolt.Tx) (int, error) {
	bucket := tx.Bucket([]byte(bucketNames[meta]))
	if bucket == nil || bucket.Get(schemaKey) == nil {
		return 0, nil
	}
	return decode[int](meta, schemaKey, bucket.Get(schemaKey))
}

// initialise brings an empty file to the newest version.
func initialise(db *bbolt.DB, migrations []migration) error {
	return db.Update(func(tx *bbolt.Tx) error {
		for _, migration := range migrations {
			if err := migration(tx); err != nil {
				return err
			}
		}
		return setSchema(tx, len(migrations))
	})
}

func setSchema(tx *bbolt.Tx, version int) error {
	sealed, err := encode(schemaKey, version)
	if err != nil {
		return err
	}
	return tx.Bucket([]byte(bucketNames[meta])).Put(schemaKey, sealed)
}

// migrate brings a file to the newest version. Before each step it keeps a copy of the file beside it, named for the
// version that it has; each step is one transaction.
func migrate(db *bbolt.DB, migrations []migration, logger *slog.Logger) error {
	version, err := checkSchema(db, len(migrations))
	if err != nil {
		return err
	}
	for ; version < len(migrations); version++ {
		kept := filepath.Join(filepath.Dir(db.Path()), fmt.Sprintf("chutri-schema-%d.db", version))
		if err := copyTo(db, kept); err != nil {
			return fmt.Errorf("copy before migration to version %d: %w", version+1, err)
		}
		logger.Info("migrating the store", "from", version, "to", version+1, "copy", kept)
		err := db.Update(func(tx *bbolt.Tx) error {
			if err := migrations[version](tx); err != nil {
				return err
			}
			return setSchema(tx, version+1)
		})
		if err != nil {
			return fmt.Errorf("migration to version %d: %w", version+1, err)
		}
	}
	return db.View(hasBuckets)
}

// checkSchema returns the version of a file, ErrNewerSchema, or ErrCorrupt for a file that is no store.
func checkSchema(db *bbolt.DB, newest int) (version int, err error) {
	err = db.View(func(tx *bbolt.Tx) error {
		version, err = schema(tx)
		return err
	})
	switch {
	case err != nil:
		return 0, err
	case version < 1:
		return 0, damaged("the file has no schema version")
	case version > newest:
		return 0, fmt.Errorf("%w: schema %d, this program knows %d", store.ErrNewerSchema, version, newest)
	}
	return version, nil
}

// hasBuckets returns ErrCorrupt where a bucket is missing.
func hasBuckets(tx *bbolt.Tx) error {
	for _, name := range bucketNames {
		if tx.Bucket([]byte(name)) == nil {
			return damaged("the bucket %s is missing", name)
		}
	}
	return nil
}

// copyTo writes a copy of an open database to a path, whole or not at all, replacing what was there.
func copyTo(db *bbolt.DB, path string) error {
	return writeFile(path, func(file *os.File) error {
		return db.View(func(tx *bbolt.Tx) error {
			_, err := tx.WriteTo(file)
			return err
		})
	}, os.Rename)
}

// writeFile lets write fill a new file in the path's folder, syncs it, and lets publish give it its name.
func writeFile(path string, write func(*os.File) error, publish func(from, to string) error) error {
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	if err := errors.Join(write(draft), draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := publish(draft.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}
