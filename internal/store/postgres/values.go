package postgres

import (
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"time"
)

// Types of the server's, by their numbers in its catalogue.
const (
	typeBool      = 16
	typeBytes     = 17
	typeName      = 19
	typeInt8      = 20
	typeInt2      = 21
	typeInt4      = 23
	typeText      = 25
	typeUnknown   = 705
	typeVarchar   = 1043
	typeTimestamp = 1114
	typeUntold    = 0 // the server finds out by where the parameter stands
)

// How a value is written: as text, or as the server keeps it.
const (
	textFormat   int16 = 0
	binaryFormat int16 = 1
)

// encode gives values the form in which the server takes them. The type goes with
// each, so that the server need not guess it; that of a bool it must, since 0 and 1 are
// a bool as well as a number.
func encode(args []driver.NamedValue) (values [][]byte, types []uint32, formats []int16, err error) {
	values, types, formats = make([][]byte, len(args)), make([]uint32, len(args)), make([]int16, len(args))
	for i, a := range args {
		formats[i] = binaryFormat
		switch v := a.Value.(type) {
		case nil:
			types[i] = typeUntold
		case int64:
			values[i], types[i] = binary.BigEndian.AppendUint64(nil, uint64(v)), typeInt8
		case string:
			values[i], types[i] = []byte(v), typeText
		case []byte:
			values[i], types[i] = v, typeBytes
		case bool:
			values[i], types[i], formats[i] = []byte{'0'}, typeUntold, textFormat
			if v {
				values[i] = []byte{'1'}
			}
		default:
			return nil, nil, nil, fmt.Errorf("postgres: a parameter is a %T", v)
		}
	}
	return values, types, formats, nil
}

// epoch is where the server's instants begin.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// decode reads a column.
func decode(kind uint32, column []byte) (driver.Value, error) {
	if column == nil {
		return nil, nil
	}
	switch kind {
	case typeInt8:
		return int64(binary.BigEndian.Uint64(column)), nil
	case typeInt4:
		return int64(int32(binary.BigEndian.Uint32(column))), nil
	case typeInt2:
		return int64(int16(binary.BigEndian.Uint16(column))), nil
	case typeBool:
		return column[0] == 1, nil
	case typeText, typeVarchar, typeName, typeUnknown:
		return string(column), nil
	case typeBytes:
		return column, nil
	case typeTimestamp:
		return epoch.Add(time.Duration(binary.BigEndian.Uint64(column)) * time.Microsecond), nil
	}
	return nil, fmt.Errorf("postgres: a column is of the type %d", kind)
}
