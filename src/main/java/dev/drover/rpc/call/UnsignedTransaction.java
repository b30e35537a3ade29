package dev.drover.rpc.call;

import dev.drover.chain.AccessListEntry;
import dev.drover.chain.Authorization;
import dev.drover.chain.Hash;
import dev.drover.chain.Transaction;
import dev.drover.chain.TransactionType;
import dev.drover.rlp.RlpWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transactions built from call arguments. They are not signed, so the signature is zero (geth:
 * TransactionArgs.ToTransaction).
 */
public final class UnsignedTransaction {
    private UnsignedTransaction() {}

    /**
     * Returns the transaction that {@code args} describe, with all defaults set.
     *
     * @param usual the type if the arguments imply no other
     */
    public static Transaction of(CallArgs args, TransactionType usual) {
        TransactionType type = type(args, usual);
        RlpWriter out = new RlpWriter().beginList();
        if (type == TransactionType.LEGACY) {
            writeLegacy(args, out);
        } else {
            writeTyped(args, type, out);
        }
        out.uint64(0).uint64(0).uint64(0).endList();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        if (type != TransactionType.LEGACY) {
            encoded.write(type.id());
        }
        encoded.writeBytes(out.toBytes());
        return Transaction.decode(encoded.toByteArray());
    }

    private static TransactionType type(CallArgs args, TransactionType usual) {
        if (args.fees().gasPrice() != null) {
            return TransactionType.LEGACY;
        }
        if (args.authorizations() != null) {
            return TransactionType.SET_CODE;
        }
        if (args.blobHashes() != null) {
            return TransactionType.BLOB;
        }
        if (args.fees().maxFeePerGas() != null || usual == TransactionType.DYNAMIC_FEE) {
            return TransactionType.DYNAMIC_FEE;
        }
        return args.accessList() != null ? TransactionType.ACCESS_LIST : usual;
    }

    private static void writeLegacy(CallArgs args, RlpWriter out) {
        out.uint64(orZero(args.nonce()))
                .integer(CallFees.orZero(args.fees().gasPrice()))
                .uint64(orZero(args.gas()));
        writeCall(args, out);
    }

    private static void writeTyped(CallArgs args, TransactionType type, RlpWriter out) {
        CallFees fees = args.fees();
        out.integer(CallFees.orZero(args.chainId())).uint64(orZero(args.nonce()));
        if (type == TransactionType.ACCESS_LIST) {
            out.integer(CallFees.orZero(fees.gasPrice()));
        } else {
            out.integer(CallFees.orZero(fees.maxPriorityFeePerGas())).integer(CallFees.orZero(fees.maxFeePerGas()));
        }
        out.uint64(orZero(args.gas()));
        writeCall(args, out);
        writeAccessList(args.accessList(), out);
        if (type == TransactionType.BLOB) {
            out.integer(CallFees.orZero(fees.maxFeePerBlobGas()));
            writeHashes(args.blobHashes(), out);
        }
        if (type == TransactionType.SET_CODE) {
            writeAuthorizations(args.authorizations(), out);
        }
    }

    private static void writeCall(CallArgs args, RlpWriter out) {
        byte[] data = args.data();
        out.bytes(args.to() == null ? new byte[0] : args.to().toBytes());
        out.integer(CallFees.orZero(args.value())).bytes(data == null ? new byte[0] : data);
    }

    private static void writeAccessList(@Nullable List<AccessListEntry> entries, RlpWriter out) {
        out.beginList();
        for (AccessListEntry entry : entries == null ? List.<AccessListEntry>of() : entries) {
            out.beginList().bytes(entry.address().toBytes());
            writeHashes(entry.storageKeys(), out);
            out.endList();
        }
        out.endList();
    }

    private static void writeHashes(@Nullable List<Hash> hashes, RlpWriter out) {
        out.beginList();
        for (Hash hash : hashes == null ? List.<Hash>of() : hashes) {
            out.bytes(hash.toBytes());
        }
        out.endList();
    }

    private static void writeAuthorizations(@Nullable List<Authorization> authorizations, RlpWriter out) {
        out.beginList();
        for (Authorization each : authorizations == null ? List.<Authorization>of() : authorizations) {
            out.beginList()
                    .integer(each.chainId())
                    .bytes(each.address().toBytes())
                    .uint64(each.nonce())
                    .uint64(each.yParity())
                    .integer(each.r())
                    .integer(each.s())
                    .endList();
        }
        out.endList();
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
