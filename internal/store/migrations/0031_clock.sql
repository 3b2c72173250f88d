-- Facts are never changed, but for those that a clock stored that was ahead: their
-- instants and dates are brought back, and nothing else of them, in a transaction that
-- says so (settings: clamping).

-- +goose Up
DROP TRIGGER facts_never_change;
-- +goose StatementBegin
CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
WHEN NOT (EXISTS (SELECT 1 FROM settings WHERE name = 'clamping')
    AND NEW.id = OLD.id AND NEW.person = OLD.person AND NEW.kind = OLD.kind
    AND NEW.subscription = OLD.subscription AND NEW.delivery = OLD.delivery AND NEW.part = OLD.part
    AND NEW.platform = OLD.platform AND NEW.chat = OLD.chat AND NEW.message = OLD.message AND NEW.zone = OLD.zone
    AND NEW.extra = OLD.extra AND NEW.back_off = OLD.back_off AND NEW.shown = OLD.shown
    AND coalesce(NEW.at <= OLD.at, NEW.at IS OLD.at)
    AND coalesce(NEW.known <= OLD.known, NEW.known IS OLD.known)
    AND coalesce(NEW.date <= OLD.date, NEW.date IS OLD.date))
BEGIN
    SELECT RAISE(ABORT, 'facts are never changed');
END;
-- +goose StatementEnd
