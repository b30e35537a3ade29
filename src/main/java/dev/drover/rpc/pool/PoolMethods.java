package dev.drover.rpc.pool;

import dev.drover.json.Json;
import dev.drover.json.JsonWriter;
import dev.drover.pool.HeadRef;
import dev.drover.pool.live.PoolStatus;
import dev.drover.rpc.Lane;
import dev.drover.rpc.MethodTable;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The methods that show the pool as this replica sees it. Positions, serials and milliseconds are decimal numbers,
 * because the output is for human readers.
 */
public final class PoolMethods {
    private PoolMethods() {}

    /**
     * Registers the methods.
     *
     * @param status returns the recent status of the pool; null if there is no pool or it was not read yet. Any thread
     */
    public static void register(MethodTable table, Supplier<@Nullable PoolStatus> status) {
        table.add("drover_poolStatus", Lane.INSTANT, () -> {
            PoolStatus pool = status.get();
            if (pool == null) {
                throw new RpcException(
                        RpcFault.SERVER_ERROR, "this replica is not in a pool yet: set --pool.topic to join one");
            }
            return out -> write(pool, out);
        });
    }

    private static void write(PoolStatus pool, JsonWriter out) {
        out.beginObject();
        out.name("topic").string(pool.topic());
        out.name("position").number(pool.position());
        out.name("epoch").number(pool.epoch());
        writeHead("head", pool.head(), out);
        out.name("gate").string(pool.shut() == null ? "open" : pool.shut());
        out.name("leaseLeftMillis").number(pool.leaseLeftMillis());
        Json session = pool.session() == null ? Json.NULL : Json.string(pool.session());
        session.writeTo(out.name("session"));
        out.name("members").beginArray();
        for (PoolStatus.MemberStatus member : pool.members()) {
            out.beginObject();
            out.name("session").string(member.session());
            out.name("name").string(member.name());
            out.name("software").string(member.software());
            writeHead("applied", member.applied(), out);
            writeHead("ready", member.ready(), out);
            out.name("silentMillis").number(member.silentMillis());
            out.endObject();
        }
        out.endArray();
        writeHead("waitingFor", pool.waitingFor(), out);
        out.name("slowest").beginArray();
        pool.slowest().forEach(out::string);
        out.endArray();
        out.endObject();
    }

    private static void writeHead(String name, @Nullable HeadRef head, JsonWriter out) {
        out.name(name);
        if (head == null) {
            out.nullValue();
            return;
        }
        out.beginObject();
        out.name("position").number(head.position());
        out.name("number").number(head.number());
        out.name("hash").hash(head.hash());
        out.endObject();
    }
}
