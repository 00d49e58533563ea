package engine

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"chutri/internal/plan"
)

// fts is SQLite's FTS5 in a database in memory. The table keeps no text, which is its leanest form; a rowid less one is the number of a task.
type fts struct {
	db    *sql.DB
	find  *sql.Stmt
	tasks []plan.Task
}

func newSQLite(register *plan.Register) (_ *fts, err error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	db.SetMaxOpenConns(1) // each connection would have a database of its own
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("index with SQLite: %w", err), db.Close())
		}
	}()
	_, err = db.Exec(`CREATE VIRTUAL TABLE task USING fts5(code, title, terms, asked, part, output, content='', tokenize='ascii')`)
	if err != nil {
		return nil, err
	}
	if err := fillSQLite(db, register); err != nil {
		return nil, err
	}
	if _, err := db.Exec(`INSERT INTO task(task) VALUES('optimize'); VACUUM`); err != nil {
		return nil, err
	}
	find, err := db.Prepare(fmt.Sprintf(`SELECT rowid FROM task WHERE task MATCH ? ORDER BY rank LIMIT %d`, Limit))
	if err != nil {
		return nil, err
	}
	return &fts{db, find, register.Tasks}, nil
}

func fillSQLite(db *sql.DB, register *plan.Register) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	insert, err := tx.Prepare(`INSERT INTO task(rowid, code, title, terms, asked, part, output) VALUES(?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	row := 0
	err = eachRecord(register, func(r record) error {
		row++
		_, err := insert.Exec(row, r.code, r.title, r.terms, r.asked, r.part, r.output)
		return err
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

func (f *fts) Find(question string) (ids []string, err error) {
	words := questionWords(question)
	if len(words) == 0 {
		return nil, nil
	}
	rows, err := f.find.Query(`"` + strings.Join(words, `" OR "`) + `"`)
	if err != nil {
		return nil, fmt.Errorf("ask SQLite: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row int
		if err := rows.Scan(&row); err != nil {
			return nil, fmt.Errorf("ask SQLite: %w", err)
		}
		ids = append(ids, f.tasks[row-1].ID)
	}
	return ids, rows.Err()
}

func (f *fts) Close() error { return errors.Join(f.find.Close(), f.db.Close()) }
