package dev.drover.rpc.simulate;

import dev.drover.chain.Header;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import dev.drover.rpc.call.BlockOverrides;
import dev.drover.rpc.call.StateOverrides;
import dev.drover.rpc.simulate.SimulationRequest.BlockCalls;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a simulation in order and without gaps, each with its number and time. */
public final class SimulationPlan {
    private static final int BLOCKS_MAX = 256;
    private static final int CALLS_MAX = 5_000;
    private static final int ALL_CALLS_MAX = 10_000;
    private static final long SECONDS_BETWEEN_BLOCKS = 12;

    private final Header base;
    private final List<Step> steps = new ArrayList<>();
    private long number;
    private long time;

    /** A block with its number and time. */
    record Step(long number, long time, BlockCalls calls) {}

    private SimulationPlan(Header base) {
        this.base = base;
        number = base.number();
        time = base.time();
    }

    /**
     * Returns the blocks after {@code base} that a request describes, including those that fill gaps. Throws {@link
     * RpcException} if numbers or times do not increase.
     */
    static List<Step> of(SimulationRequest request, Header base) {
        SimulationPlan plan = new SimulationPlan(base);
        request.blocks().forEach(plan::add);
        return plan.steps;
    }

    /** Throws {@link RpcException} if the request is empty or too large. */
    public static void checkSize(SimulationRequest request) {
        if (request.blocks().isEmpty()) {
            throw new RpcException(RpcFault.INVALID_PARAMS, "empty input");
        }
        if (request.blocks().size() > BLOCKS_MAX) {
            throw tooMany("too many blocks");
        }
        int calls = 0;
        for (BlockCalls block : request.blocks()) {
            int here = block.calls().size();
            if (here > CALLS_MAX) {
                throw tooMany("too many calls in block: " + here + " > " + CALLS_MAX);
            }
            calls += here;
        }
        if (calls > ALL_CALLS_MAX) {
            throw tooMany("too many calls: " + calls + " > " + ALL_CALLS_MAX);
        }
    }

    private void add(BlockCalls block) {
        BigInteger wanted = block.block().number();
        BigInteger here = BigInteger.valueOf(number);
        BigInteger next = wanted == null ? here.add(BigInteger.ONE) : wanted;
        if (next.compareTo(here) <= 0) {
            throw new RpcException(
                    RpcFault.BLOCK_NUMBER_INVALID, "block numbers must be in order: " + next + " <= " + number);
        }
        if (next.subtract(BigInteger.valueOf(base.number())).compareTo(BigInteger.valueOf(BLOCKS_MAX)) > 0) {
            throw tooMany("too many blocks");
        }
        while (number + 1 < next.longValueExact()) {
            number++;
            time += SECONDS_BETWEEN_BLOCKS;
            steps.add(new Step(number, time, new BlockCalls(BlockOverrides.NONE, StateOverrides.NONE, List.of())));
        }
        Long at = block.block().time();
        if (at != null && Long.compareUnsigned(at, time) <= 0) {
            throw new RpcException(
                    RpcFault.BLOCK_TIME_INVALID,
                    "block timestamps must be in order: " + Long.toUnsignedString(at) + " <= "
                            + Long.toUnsignedString(time));
        }
        number++;
        time = at == null ? time + SECONDS_BETWEEN_BLOCKS : at;
        steps.add(new Step(number, time, block));
    }

    private static RpcException tooMany(String message) {
        return new RpcException(RpcFault.CLIENT_LIMIT_EXCEEDED, message);
    }
}
