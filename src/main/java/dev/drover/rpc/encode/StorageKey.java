package dev.drover.rpc.encode;

import dev.drover.chain.Word;
import dev.drover.json.HexJson;
import dev.drover.json.JsonWriter;
import dev.drover.rpc.GoText;
import dev.drover.rpc.RpcException;
import dev.drover.rpc.RpcFault;
import java.util.HexFormat;

/**
 * A slot as clients write it: hex of any length up to 32 bytes, with or without 0x (geth: internal/ethapi/api.go,
 * decodeStorageKey).
 *
 * @param isWhole whether all 32 bytes were written
 */
public record StorageKey(Word slot, boolean isWhole) {
    private static final int DIGITS_MAX = 2 * Word.LENGTH;

    /** Reads a key. Throws {@link RpcException}. */
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

    /** Writes the key as a proof names it: in full if it was given so, else as a quantity, as clients are used to. */
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
