package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Log;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of a block to the consensus layer (EIP-7685): each is a type byte followed by the request data. */
public final class ExecutionRequests {
    private static final Hash DEPOSIT =
            Hash.fromHex("0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5");
    private static final int DEPOSIT_EVENT_BYTES = 576;

    /** The offsets and lengths of the public key, credentials, amount, signature and index in a deposit event. */
    private static final int[][] DEPOSIT_PARTS = {{192, 48}, {288, 32}, {352, 8}, {416, 96}, {544, 8}};

    private ExecutionRequests() {}

    /** Returns all requests of a block, deposits first. The world must be in the state after the last transaction. */
    public static List<byte[]> of(List<Log> logs, @Nullable Address depositContract, SystemCalls calls) {
        List<byte[]> requests = new ArrayList<>();
        add(requests, 0, deposits(logs, depositContract));
        add(requests, 1, calls.withdrawalRequests());
        add(requests, 2, calls.consolidationRequests());
        return requests;
    }

    private static void add(List<byte[]> requests, int type, byte[] content) {
        if (content.length > 0) {
            byte[] request = new byte[content.length + 1];
            request[0] = (byte) type;
            System.arraycopy(content, 0, request, 1, content.length);
            requests.add(request);
        }
    }

    /** Returns the deposits (EIP-6110). */
    private static byte[] deposits(List<Log> logs, @Nullable Address depositContract) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Log log : logs) {
            if (log.address().equals(depositContract)
                    && !log.topics().isEmpty()
                    && log.topics().getFirst().equals(DEPOSIT)) {
                byte[] data = log.data();
                if (data.length != DEPOSIT_EVENT_BYTES) {
                    throw new InvalidBlockException("deposit wrong length: want 576, have " + data.length);
                }
                for (int[] part : DEPOSIT_PARTS) {
                    out.write(data, part[0], part[1]);
                }
            }
        }
        return out.toByteArray();
    }

    /** Returns the requests hash for the header. */
    public static Hash hash(List<byte[]> requests) {
        MessageDigest all = sha256();
        requests.forEach(request -> all.update(sha256().digest(request)));
        return Hash.of(all.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
