package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.JsonFormatException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The type of a parameter: a parser of its JSON and, if it is optional, the value used when it is absent. Only trailing
 * parameters may be absent. Immutable. Parsers are called on event loops and must not block.
 */
public final class Param<T> {
    /** A parser that converts JSON to a value or throws {@link JsonFormatException}. */
    @FunctionalInterface
    public interface Parser<T> {
        /** Parses {@code value}, which is a null node for JSON null. */
        T parse(JsonNode value);
    }

    private final Parser<T> parser;
    private final boolean required;
    private final @Nullable T absent;

    private Param(Parser<T> parser, boolean required, @Nullable T absent) {
        this.parser = parser;
        this.required = required;
        this.absent = absent;
    }

    /** Returns a required parameter. */
    public static <T> Param<T> required(Parser<T> parser) {
        return new Param<>(parser, true, null);
    }

    /** Returns a required parameter whose value is that of this parameter, converted by {@code meaning}. */
    public <U> Param<U> map(Function<T, U> meaning) {
        return required(value -> meaning.apply(parser.parse(value)));
    }

    /** Returns an optional version of this parameter, which is {@code value} if absent or null. */
    public Param<T> orElse(T value) {
        return new Param<>(parser, false, value);
    }

    /** Returns an optional version of this parameter, which is null if absent or null. */
    public Param<@Nullable T> optional() {
        return new Param<@Nullable T>(value -> parser.parse(value), false, null);
    }

    boolean isRequired() {
        return required;
    }

    @Nullable T absent() {
        return absent;
    }

    @Nullable T parse(JsonNode value) {
        return !required && value.isNull() ? absent : parser.parse(value);
    }

    /** Casts a value that {@link #parse} or {@link #absent} returned. It is null only if this type allows it. */
    @SuppressWarnings({"unchecked", "NullAway"})
    T cast(@Nullable Object value) {
        return (T) value;
    }
}
