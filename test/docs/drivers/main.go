// Runs the snippets of docs/hosts/go.md, which are the package beside it; see test/docs/drivers/languages.ts.
package main

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"driver/invoicepay"
)

type statement struct {
	SQL    string         `json:"sql"`
	Values []driver.Value `json:"values"`
}

// recorder is a driver of database/sql that keeps what the snippet gives the database.
type recorder struct{ statements []statement }

type recorded struct {
	*recorder
	sql string
}

func (r *recorder) Open(string) (driver.Conn, error)                { return r, nil }
func (r *recorder) Prepare(query string) (driver.Stmt, error)       { return recorded{r, query}, nil }
func (r *recorder) Begin() (driver.Tx, error)                       { return nil, driver.ErrSkip }
func (r *recorder) Close() error                                    { return nil }
func (s recorded) NumInput() int                                    { return -1 }
func (s recorded) Query(values []driver.Value) (driver.Rows, error) { return nil, driver.ErrSkip }
func (s recorded) Exec(values []driver.Value) (driver.Result, error) {
	s.statements = append(s.statements, statement{s.sql, values})
	return driver.RowsAffected(1), nil
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

type result struct {
	Status     int         `json:"status"`
	Statements []statement `json:"statements"`
}

// kept is one for all: database/sql knows drivers by name.
var kept = &recorder{}

func receive(db *sql.DB, header http.Header, body []byte, secret string, now time.Time) result {
	kept.statements = []statement{}
	key, err := invoicepay.NotifyKey(secret)
	if err != nil {
		return result{http.StatusInternalServerError, kept.statements}
	}
	isAuthentic, err := invoicepay.ReceiveNotification(header, body, key, db, now)
	check(err)
	if !isAuthentic {
		return result{http.StatusUnauthorized, kept.statements}
	}
	return result{http.StatusNoContent, kept.statements}
}

func serve(db *sql.DB, port string) {
	check(http.ListenAndServe("127.0.0.1:"+port, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		check(err)
		result := receive(db, r.Header, body, os.Getenv("NOTIFY_SECRET"), time.Now())
		for _, one := range result.Statements {
			line, err := json.Marshal(one)
			check(err)
			fmt.Fprintln(os.Stderr, string(line))
		}
		w.WriteHeader(result.Status)
	})))
}

func main() {
	sql.Register("recorder", kept)
	db, err := sql.Open("recorder", "")
	check(err)
	if os.Args[1] == "serve" {
		serve(db, os.Args[2])
	}
	var job struct {
		Tokens []struct {
			Claims map[string]any
			Secret string
		}
		Notifications []struct {
			Headers      map[string]string
			Body, Secret string
			Now          int64
		}
		Tags          []struct{ Token, Link, Number string }
		Invoice       map[string]any
		Proxy, Secret string
	}
	check(json.NewDecoder(os.Stdin).Decode(&job))
	if os.Args[1] == "state" {
		now := time.Now().Unix()
		job.Invoice["aud"], job.Invoice["iat"], job.Invoice["exp"] = "invoice-pay:manage", now, now+300
		token, err := invoicepay.SignToken(job.Invoice, job.Secret)
		check(err)
		link, err := invoicepay.StateInvoice(&http.Client{Timeout: 10 * time.Second}, job.Proxy, token)
		check(err)
		fmt.Println(link)
		return
	}
	var results struct {
		Tokens        []string `json:"tokens"`
		Notifications []result `json:"notifications"`
		Tags          []string `json:"tags"`
	}
	for _, one := range job.Tokens {
		token, err := invoicepay.SignToken(one.Claims, one.Secret)
		check(err)
		results.Tokens = append(results.Tokens, token)
	}
	for _, one := range job.Notifications {
		header := http.Header{}
		for name, value := range one.Headers {
			header.Set(name, value)
		}
		received := receive(db, header, []byte(one.Body), one.Secret, time.Unix(one.Now, 0))
		results.Notifications = append(results.Notifications, received)
	}
	for _, one := range job.Tags {
		var tag strings.Builder
		check(invoicepay.PayButton.Execute(&tag, one))
		results.Tags = append(results.Tags, tag.String())
	}
	check(json.NewEncoder(os.Stdout).Encode(results))
}
