package dev.drover.rpc;

import dev.drover.json.Json;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All methods by name. Each is registered in one line next to its function, with its name, lane and parameters. The
 * table is filled before the first request. After that it does not change and any thread may read it.
 */
public final class MethodTable {
    private final Map<String, RpcMethod> methods = new HashMap<>();

    /**
     * A registered method, to which a function that answers from memory can be added.
     *
     * @param <F> the function type of the method
     */
    public final class Registered<F> {
        private final RpcMethod method;
        private final Function<F, Functions.Body> adapter;

        private Registered(RpcMethod method, Function<F, Functions.Body> adapter) {
            this.method = method;
            this.adapter = adapter;
        }

        /**
         * Makes the method call {@code memory} first, on the event loop, where it must not block. If it returns null,
         * the method runs in its lane; to answer JSON null, it returns {@link Json#NULL}.
         */
        public void memoryFirst(F memory) {
            methods.put(
                    method.name(),
                    new RpcMethod(
                            method.name(),
                            method.lane(),
                            method.params(),
                            method.needsHead(),
                            method.body(),
                            adapter.apply(memory)));
        }
    }

    /** Registers a method that does not read the chain. */
    public void add(String name, Lane lane, Functions.Plain0 function) {
        put(name, lane, List.of(), false, (call, args) -> function.call());
    }

    /** Registers a method that does not read the chain. */
    public <A> void add(String name, Lane lane, Param<A> a, Functions.Plain1<A> function) {
        put(name, lane, List.of(a), false, (call, args) -> function.call(arg(args, 0, a)));
    }

    /** Registers a method that does not read the chain. */
    public <A, B> void add(String name, Lane lane, Param<A> a, Param<B> b, Functions.Plain2<A, B> function) {
        put(name, lane, List.of(a, b), false, (call, args) -> function.call(arg(args, 0, a), arg(args, 1, b)));
    }

    /** Registers a method that reads at the request's head. */
    public Registered<Functions.AtHead0> addAtHead(String name, Lane lane, Functions.AtHead0 function) {
        return atHead(name, lane, List.of(), function, f -> (call, args) -> f.call(call));
    }

    /** Registers a method that reads at the request's head. */
    public <A> Registered<Functions.AtHead1<A>> addAtHead(
            String name, Lane lane, Param<A> a, Functions.AtHead1<A> function) {
        return atHead(name, lane, List.of(a), function, f -> (call, args) -> f.call(call, arg(args, 0, a)));
    }

    /** Registers a method that reads at the request's head. */
    public <A, B> Registered<Functions.AtHead2<A, B>> addAtHead(
            String name, Lane lane, Param<A> a, Param<B> b, Functions.AtHead2<A, B> function) {
        return atHead(
                name,
                lane,
                List.of(a, b),
                function,
                f -> (call, args) -> f.call(call, arg(args, 0, a), arg(args, 1, b)));
    }

    /** Registers a method that reads at the request's head. */
    public <A, B, C> Registered<Functions.AtHead3<A, B, C>> addAtHead(
            String name, Lane lane, Param<A> a, Param<B> b, Param<C> c, Functions.AtHead3<A, B, C> function) {
        return atHead(
                name,
                lane,
                List.of(a, b, c),
                function,
                f -> (call, args) -> f.call(call, arg(args, 0, a), arg(args, 1, b), arg(args, 2, c)));
    }

    /** Registers a method that reads at the request's head. */
    public <A, B, C, D> Registered<Functions.AtHead4<A, B, C, D>> addAtHead(
            String name,
            Lane lane,
            Param<A> a,
            Param<B> b,
            Param<C> c,
            Param<D> d,
            Functions.AtHead4<A, B, C, D> function) {
        return atHead(
                name,
                lane,
                List.of(a, b, c, d),
                function,
                f -> (call, args) -> f.call(call, arg(args, 0, a), arg(args, 1, b), arg(args, 2, c), arg(args, 3, d)));
    }

    /** Returns the names of all methods, in alphabetical order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(new TreeSet<>(methods.keySet()));
    }

    @Nullable RpcMethod find(String name) {
        return methods.get(name);
    }

    private <F> Registered<F> atHead(
            String name, Lane lane, List<Param<?>> params, F function, Function<F, Functions.Body> adapter) {
        return new Registered<>(put(name, lane, params, true, adapter.apply(function)), adapter);
    }

    private RpcMethod put(String name, Lane lane, List<Param<?>> params, boolean needsHead, Functions.Body body) {
        RpcMethod method = new RpcMethod(name, lane, params, needsHead, body, null);
        if (methods.putIfAbsent(name, method) != null) {
            throw new IllegalArgumentException("method " + name + " is registered already");
        }
        return method;
    }

    private static <T> T arg(@Nullable Object[] args, int index, Param<T> type) {
        return type.cast(args[index]);
    }
}
