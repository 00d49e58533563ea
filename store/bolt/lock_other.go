//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package bolt

import (
	"os"
	"time"
)

// lock leaves the locking to bbolt, which locks when it opens the file: here a file that another process is writing
// may be called damaged instead of locked.
func lock(*os.File, bool, time.Duration) error { return nil }
