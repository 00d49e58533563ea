package storetest

import (
	"testing"

	"chutri/store"
)

// The suite must not ask for more than the contract: the naive store passes it too.
func TestNaiveStorePassesTheSuite(t *testing.T) {
	Run(t, func(testing.TB) store.Store { return newMemory() })
}
