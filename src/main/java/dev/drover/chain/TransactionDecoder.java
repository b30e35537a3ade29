package dev.drover.chain;

import dev.drover.rlp.RlpException;
import dev.drover.rlp.RlpReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decoder of transactions, whose fields have a different order in each type. One transaction per object. */
final class TransactionDecoder {
    private static final BigInteger PROTECTED_V_MIN = BigInteger.valueOf(35);

    private final TransactionType type;
    private final byte[] encoded;
    private final RlpReader in;

    private TransactionDecoder(TransactionType type, byte[] encoded, RlpReader in) {
        this.type = type;
        this.encoded = encoded;
        this.in = in;
    }

    static Transaction decodeItem(RlpReader items) {
        return items.nextIsList() ? decode(items.raw()) : decodeTyped(items.bytes());
    }

    static Transaction decode(byte[] encoded) {
        boolean legacy = encoded.length > 0 && (encoded[0] & 0xff) >= 0xc0;
        return legacy
                ? new TransactionDecoder(TransactionType.LEGACY, encoded, RlpReader.listOf(encoded)).legacy()
                : decodeTyped(encoded);
    }

    private static Transaction decodeTyped(byte[] encoded) {
        if (encoded.length < 2) {
            throw new RlpException("typed transaction too short");
        }
        TransactionType type = TransactionType.ofTyped(encoded[0]);
        if (type == null) {
            throw new RlpException("transaction type " + (encoded[0] & 0xff) + " not supported");
        }
        RlpReader payload = RlpReader.of(encoded, 1);
        RlpReader items = payload.list();
        payload.expectEnd();
        return new TransactionDecoder(type, encoded, items).typed();
    }

    private Transaction legacy() {
        long nonce = in.uint64();
        BigInteger gasPrice = in.uint256();
        long gasLimit = in.uint64();
        Address to = recipient();
        BigInteger value = in.uint256();
        byte[] input = in.bytes();
        BigInteger v = in.uint256();
        BigInteger r = in.uint256();
        BigInteger s = in.uint256();
        in.expectEnd();
        BigInteger chainId = v.compareTo(PROTECTED_V_MIN) < 0
                ? null
                : v.subtract(PROTECTED_V_MIN).shiftRight(1);
        return new Transaction(
                type,
                encoded,
                Hash.keccak(encoded),
                chainId,
                nonce,
                gasPrice,
                gasPrice,
                gasLimit,
                to,
                value,
                input,
                List.of(),
                null,
                List.of(),
                List.of(),
                v,
                r,
                s);
    }

    private Transaction typed() {
        BigInteger chainId = in.uint256();
        long nonce = in.uint64();
        BigInteger priorityFee = in.uint256();
        BigInteger fee = type == TransactionType.ACCESS_LIST ? priorityFee : in.uint256();
        Transaction transaction = new Transaction(
                type,
                encoded,
                Hash.keccak(encoded),
                chainId,
                nonce,
                priorityFee,
                fee,
                in.uint64(),
                recipient(),
                in.uint256(),
                in.bytes(),
                accessList(),
                type == TransactionType.BLOB ? in.uint256() : null,
                type == TransactionType.BLOB ? hashes(in.list()) : List.of(),
                type == TransactionType.SET_CODE ? authorizations() : List.of(),
                in.uint256(),
                in.uint256(),
                in.uint256());
        in.expectEnd();
        return transaction;
    }

    private @Nullable Address recipient() {
        byte[] to = in.bytes();
        if (to.length == 0 && type != TransactionType.BLOB && type != TransactionType.SET_CODE) {
            return null;
        }
        if (to.length != Address.LENGTH) {
            throw new RlpException("want a recipient of 20 bytes, have " + to.length);
        }
        return Address.of(to);
    }

    private List<AccessListEntry> accessList() {
        RlpReader entries = in.list();
        List<AccessListEntry> list = new ArrayList<>();
        while (entries.hasNext()) {
            RlpReader entry = entries.list();
            list.add(new AccessListEntry(Address.of(entry.bytes(Address.LENGTH)), hashes(entry.list())));
            entry.expectEnd();
        }
        return List.copyOf(list);
    }

    private List<Authorization> authorizations() {
        RlpReader entries = in.list();
        List<Authorization> list = new ArrayList<>();
        while (entries.hasNext()) {
            list.add(Authorization.decode(entries.list()));
        }
        return List.copyOf(list);
    }

    private static List<Hash> hashes(RlpReader items) {
        List<Hash> list = new ArrayList<>();
        while (items.hasNext()) {
            list.add(Hash.of(items.bytes(Hash.LENGTH)));
        }
        return List.copyOf(list);
    }
}
