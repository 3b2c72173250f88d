package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// Limits of how long is waited for a server, unless a connector has others.
const (
	connectLimit   = 5 * time.Second
	statementLimit = 20 * time.Second
)

// IsAddress reports whether the name of a database is the address of a server.
func IsAddress(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// ErrAddress says that an address can't be read. It doesn't repeat it: there may be a
// password in it.
var ErrAddress = errors.New("the address can't be read; it takes postgres://USER:PASSWORD@HOST:PORT/DATABASE")

// Connector connects to one database.
type Connector struct {
	config *pgconn.Config
	// Limit is how long a statement may take; none where it is zero.
	Limit time.Duration
}

var _ driver.Connector = (*Connector)(nil)

// NewConnector reads an address. No error repeats any of it.
func NewConnector(address string) (*Connector, error) {
	config, err := pgconn.ParseConfig(address)
	if err != nil || !IsAddress(address) {
		return nil, ErrAddress
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectLimit
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "stillpoint"
	}
	return &Connector{config: config, Limit: statementLimit}, nil
}

// Unlimited connects to the same database, and lets statements take as long as they do.
func (c *Connector) Unlimited() *Connector { return &Connector{config: c.config} }

// String names the database: where it is and what it is called, without who asks for it.
func (c *Connector) String() string {
	return fmt.Sprintf("postgres://%s:%d/%s", c.config.Host, c.config.Port, c.config.Database)
}

// Connect implements driver.Connector.
func (c *Connector) Connect(ctx context.Context) (driver.Conn, error) {
	pg, err := pgconn.ConnectConfig(ctx, c.config)
	if err != nil {
		return nil, told(err, true)
	}
	return &conn{pg: pg, limit: c.Limit}, nil
}

// Driver implements driver.Connector.
func (c *Connector) Driver() driver.Driver { return byAddress{} }

// byAddress opens a connection by its address.
type byAddress struct{}

// Open implements driver.Driver.
func (byAddress) Open(address string) (driver.Conn, error) {
	c, err := NewConnector(address)
	if err != nil {
		return nil, err
	}
	return c.Connect(context.Background())
}
