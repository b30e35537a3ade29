package dev.drover.rpc;

import dev.drover.json.Json;
import org.jspecify.annotations.Nullable;

/** The shapes of methods, by whether they read at the request's head and by the number of their parameters. */
public final class Functions {
    private Functions() {}

    /** Any method, its parameters parsed. */
    @FunctionalInterface
    interface Body {
        @Nullable Json call(CallContext call, @Nullable Object[] args);
    }

    /** No chain, no parameter. */
    @FunctionalInterface
    public interface Plain0 {
        /** The result; null is JSON's null. */
        @Nullable Json call();
    }

    /** No chain, one parameter. */
    @FunctionalInterface
    public interface Plain1<A> {
        /** The result; null is JSON's null. */
        @Nullable Json call(A a);
    }

    /** No chain, two parameters. */
    @FunctionalInterface
    public interface Plain2<A, B> {
        /** The result; null is JSON's null. */
        @Nullable Json call(A a, B b);
    }

    /** At the head, no parameter. */
    @FunctionalInterface
    public interface AtHead0 {
        /** The result; null is JSON's null. */
        @Nullable Json call(CallContext call);
    }

    /** At the head, one parameter. */
    @FunctionalInterface
    public interface AtHead1<A> {
        /** The result; null is JSON's null. */
        @Nullable Json call(CallContext call, A a);
    }

    /** At the head, two parameters. */
    @FunctionalInterface
    public interface AtHead2<A, B> {
        /** The result; null is JSON's null. */
        @Nullable Json call(CallContext call, A a, B b);
    }

    /** At the head, three parameters. */
    @FunctionalInterface
    public interface AtHead3<A, B, C> {
        /** The result; null is JSON's null. */
        @Nullable Json call(CallContext call, A a, B b, C c);
    }

    /** At the head, four parameters. */
    @FunctionalInterface
    public interface AtHead4<A, B, C, D> {
        /** The result; null is JSON's null. */
        @Nullable Json call(CallContext call, A a, B b, C c, D d);
    }
}
