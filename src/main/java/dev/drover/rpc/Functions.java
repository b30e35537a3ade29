package dev.drover.rpc;

import dev.drover.json.Json;
import org.jspecify.annotations.Nullable;

/** The function types of methods: with or without access to the request's head, by number of parameters. */
public final class Functions {
    private Functions() {}

    /** Any method, called with its parsed parameters. */
    @FunctionalInterface
    interface Body {
        @Nullable Json call(CallContext call, @Nullable Object[] args);
    }

    /** A method with no parameters that does not read the chain. */
    @FunctionalInterface
    public interface Plain0 {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call();
    }

    /** A method with one parameter that does not read the chain. */
    @FunctionalInterface
    public interface Plain1<A> {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call(A a);
    }

    /** A method with two parameters that does not read the chain. */
    @FunctionalInterface
    public interface Plain2<A, B> {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call(A a, B b);
    }

    /** A method with no parameters that reads at the request's head. */
    @FunctionalInterface
    public interface AtHead0 {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call(CallContext call);
    }

    /** A method with one parameter that reads at the request's head. */
    @FunctionalInterface
    public interface AtHead1<A> {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call(CallContext call, A a);
    }

    /** A method with two parameters that reads at the request's head. */
    @FunctionalInterface
    public interface AtHead2<A, B> {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call(CallContext call, A a, B b);
    }

    /** A method with three parameters that reads at the request's head. */
    @FunctionalInterface
    public interface AtHead3<A, B, C> {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call(CallContext call, A a, B b, C c);
    }

    /** A method with four parameters that reads at the request's head. */
    @FunctionalInterface
    public interface AtHead4<A, B, C, D> {
        /** Returns the result; null is written as JSON null. */
        @Nullable Json call(CallContext call, A a, B b, C c, D d);
    }
}
