//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package bolt

import (
	"errors"
	"os"
	"syscall"
	"time"

	"chutri/store"
)

const lockRetry = 20 * time.Millisecond

// lock takes the lock that bbolt takes on its file, before bbolt reads it. It waits for other processes up to the
// timeout and then returns ErrLocked. Closing the file releases it.
func lock(file *os.File, exclusive bool, timeout time.Duration) error {
	how := syscall.LOCK_SH | syscall.LOCK_NB
	if exclusive {
		how = syscall.LOCK_EX | syscall.LOCK_NB
	}
	for waited := time.Duration(0); ; waited += lockRetry {
		err := syscall.Flock(int(file.Fd()), how)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			return &os.PathError{Op: "lock", Path: file.Name(), Err: err}
		case waited >= timeout:
			return store.ErrLocked
		}
		time.Sleep(lockRetry)
	}
}
