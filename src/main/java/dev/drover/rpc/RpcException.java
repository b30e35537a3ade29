package dev.drover.rpc;

import dev.drover.json.Json;
import org.jspecify.annotations.Nullable;

/** What a method throws to fail in a way that the client is told of. Carries no stack trace: it is an answer, not a defect. */
public final class RpcException extends RuntimeException {
    private final RpcFault fault;
    private final String text;
    private final transient @Nullable Json data;

    /** A failure without data. */
    public RpcException(RpcFault fault, String message) {
        this(fault, message, null);
    }

    /** A failure; {@code data} becomes the error's {@code data} member, null leaves it out. */
    public RpcException(RpcFault fault, String message, @Nullable Json data) {
        super(message, null, false, false);
        this.fault = fault;
        this.text = message;
        this.data = data;
    }

    /** Its kind. */
    public RpcFault fault() {
        return fault;
    }

    /** The text that the client reads. */
    public String text() {
        return text;
    }

    /** More for the client's program to read; null: nothing. */
    public @Nullable Json data() {
        return data;
    }
}
