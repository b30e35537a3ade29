package dev.drover.rpc.call;

import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.Fault;
import dev.drover.evm.FrameView;
import dev.drover.evm.Tracer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records which accounts and storage slots a transaction touches (geth: eth/tracers/logger/access_list_tracer.go). */
final class AccessListTracer implements Tracer {
    private static final Comparator<Address> BY_BYTES = (a, b) -> {
        int high = Long.compareUnsigned(a.w0(), b.w0());
        int middle = high != 0 ? high : Long.compareUnsigned(a.w1(), b.w1());
        return middle != 0 ? middle : Integer.compareUnsigned(a.w2(), b.w2());
    };
    private static final Comparator<Hash> HASHES = Comparator.comparing(Hash::toString);

    private final Set<Address> excluded;
    private final Map<Address, Set<Hash>> touched = new TreeMap<>(BY_BYTES);

    /**
     * Starts with the entries of {@code known}.
     *
     * @param excluded accounts that are listed only if one of their slots was touched
     */
    AccessListTracer(List<AccessListEntry> known, Set<Address> excluded) {
        this.excluded = excluded;
        for (AccessListEntry entry : known) {
            addAccount(entry.address());
            entry.storageKeys().forEach(key -> addSlot(entry.address(), key));
        }
    }

    @Override
    public void onOpcode(
            int pc,
            int opcode,
            long gas,
            long cost,
            FrameView frame,
            byte[] returnData,
            int depth,
            @Nullable Fault fault) {
        switch (opcode) {
            case 0x54, 0x55 -> { // SLOAD, SSTORE
                if (frame.stackSize() >= 1) {
                    addSlot(frame.address(), frame.stack(0).toHash());
                }
            }
            case 0x31, 0x3b, 0x3c, 0x3f, 0xff -> { // BALANCE, EXTCODE…, SELFDESTRUCT
                if (frame.stackSize() >= 1) {
                    addAccount(address(frame.stack(0)));
                }
            }
            case 0xf1, 0xf2, 0xf4, 0xfa -> { // CALL, CALLCODE, DELEGATECALL, STATICCALL
                if (frame.stackSize() >= 5) {
                    addAccount(address(frame.stack(1)));
                }
            }
            default -> {}
        }
    }

    /** Returns the touched accounts and slots, each in ascending order. */
    List<AccessListEntry> list() {
        List<AccessListEntry> list = new ArrayList<>();
        touched.forEach((address, slots) -> list.add(new AccessListEntry(address, List.copyOf(slots))));
        return list;
    }

    private void addAccount(Address address) {
        if (!excluded.contains(address)) {
            touched.computeIfAbsent(address, key -> new TreeSet<>(HASHES));
        }
    }

    private void addSlot(Address address, Hash slot) {
        touched.computeIfAbsent(address, key -> new TreeSet<>(HASHES)).add(slot);
    }

    private static Address address(Word word) {
        return Address.of(word.toBytes(), Word.LENGTH - Address.LENGTH);
    }
}
