//go:build !nosync

package bolt

// noSync is whether commits are left to the system's cache. It never is, but in builds for the harness of internal/proof, which
// must see that it would notice.
const noSync = false
