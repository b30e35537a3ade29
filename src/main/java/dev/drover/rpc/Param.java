package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.JsonFormatException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The type of a parameter: how its JSON is read, and what stands for it when it is absent. Only parameters at the end may be
 * absent. Immutable; parsers are called on event loops and must not block.
 */
public final class Param<T> {
    /** Turns JSON into a value, or throws {@link JsonFormatException}. */
    @FunctionalInterface
    public interface Parser<T> {
        /** Reads {@code value}; JSON's null comes as a node of its own kind. */
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

    /** A parameter that must be there. */
    public static <T> Param<T> required(Parser<T> parser) {
        return new Param<>(parser, true, null);
    }

    /** The same, but what is read stands for something else. */
    public <U> Param<U> map(Function<T, U> meaning) {
        return required(value -> meaning.apply(parser.parse(value)));
    }

    /** The same, but absent or null it is {@code value}. */
    public Param<T> orElse(T value) {
        return new Param<>(parser, false, value);
    }

    /** The same, but absent or null it is null. */
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

    /** A value that {@link #parse} or {@link #absent} gave. It is null only where this type allows it. */
    @SuppressWarnings({"unchecked", "NullAway"})
    T cast(@Nullable Object value) {
        return (T) value;
    }
}
