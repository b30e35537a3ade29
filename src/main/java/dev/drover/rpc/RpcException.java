package dev.drover.rpc;

import dev.drover.json.Json;
import org.jspecify.annotations.Nullable;

/** An error that is reported to the client. It has no stack trace, because it is an answer and not a bug. */
public final class RpcException extends RuntimeException {
    private final RpcFault fault;
    private final String text;
    private final transient @Nullable Json data;

    /** Creates an error without data. */
    public RpcException(RpcFault fault, String message) {
        this(fault, message, null);
    }

    /** Creates an error. {@code data} becomes its {@code data} member, which is omitted if null. */
    public RpcException(RpcFault fault, String message, @Nullable Json data) {
        super(message, null, false, false);
        this.fault = fault;
        this.text = message;
        this.data = data;
    }

    /** Returns the kind of error. */
    public RpcFault fault() {
        return fault;
    }

    /** Returns the message for the client. */
    public String text() {
        return text;
    }

    /** Returns machine-readable details for the client, or null if there are none. */
    public @Nullable Json data() {
        return data;
    }
}
