package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a block other than its header (geth: core/types/block.go, Body).
 *
 * @param uncles the headers of uncle blocks; none after the merge
 * @param withdrawals null before Shanghai
 */
public record Body(
        List<Transaction> transactions,
        List<Header> uncles,
        @Nullable List<Withdrawal> withdrawals) {
    /** Decodes a stored body. Throws {@link RlpException} if it is malformed. */
    public static Body decode(byte[] rlp) {
        RlpReader in = RlpReader.listOf(rlp);
        Body body = new Body(
                all(in.list(), Transaction::decodeItem),
                all(in.list(), uncle -> Header.decode(uncle.raw())),
                in.hasNext() ? all(in.list(), withdrawal -> Withdrawal.decode(withdrawal.list())) : null);
        in.expectEnd();
        return body;
    }

    private static <T> List<T> all(RlpReader items, Function<RlpReader, T> decoder) {
        List<T> list = new ArrayList<>();
        while (items.hasNext()) {
            list.add(decoder.apply(items));
        }
        return List.copyOf(list);
    }
}
