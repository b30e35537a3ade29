package dev.drover.rpc.encode;

import dev.drover.chain.Word;
import dev.drover.json.HexJson;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.GoText;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.util.HexFormat;

/**
 * A storage slot as clients write it: hex of up to 32 bytes, with or without 0x (geth: internal/ethapi/api.go,
 * decodeStorageKey).
 *
 * @param isWhole whether the client wrote all 32 bytes
 */
public record StorageKey(Word slot, boolean isWhole) {
    private static final int DIGITS_MAX = 2 * Word.LENGTH;

    /** Parses a key. Throws {@link RpcException} if it is malformed. */
    public static StorageKey parse(String text) {
        String digits = HexJson.hasPrefix(text) ? text.substring(2) : text;
        if (digits.length() % 2 != 0) {
            digits = "0" + digits;
        }
        if (digits.length() > DIGITS_MAX) {
            throw invalid("storage key too long (want at most 32 bytes): " + GoText.quoted(text));
        }
        try {
            return new StorageKey(Word.of(HexFormat.of().parseHex(digits)), digits.length() == DIGITS_MAX);
        } catch (IllegalArgumentException e) {
            throw invalid("invalid hex in storage key: " + GoText.quoted(text));
        }
    }

    /**
     * Writes the key as geth repeats it in a proof: in full if the client gave all 32 bytes, otherwise as a quantity.
     */
    void writeTo(JsonWriter out) {
        if (isWhole) {
            out.hash(slot.toHash());
        } else {
            out.quantity(slot.toBigInteger());
        }
    }

    private static RpcException invalid(String message) {
        return new RpcException(RpcFault.INVALID_PARAMS, message);
    }
}
