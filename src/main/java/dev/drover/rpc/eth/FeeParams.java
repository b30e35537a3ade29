package dev.drover.rpc.eth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.json.HexJson;
import dev.drover.json.JsonFormatException;
import dev.drover.rpc.Param;

/** The parameters of {@code eth_feeHistory}, in the forms that geth accepts and with its error texts. */
final class FeeParams {
    /** An unsigned 64-bit number: hex after 0x, decimal, or a JSON number (geth: common/math, HexOrDecimal64). */
    static final Param<Long> COUNT = Param.required(FeeParams::count);

    /** Numbers; null is the empty list (Go: []float64). */
    static final Param<double[]> PERCENTILES = Param.required(FeeParams::percentiles);

    private FeeParams() {}

    private static long count(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        try {
            if (text.isEmpty()) {
                return 0;
            }
            if (text.startsWith("+")) {
                throw new NumberFormatException(text);
            }
            return text.startsWith("0x") || text.startsWith("0X")
                    ? Long.parseUnsignedLong(text.substring(2), 16)
                    : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new JsonFormatException("invalid hex or decimal integer \"" + text.replace("\"", "\\\"") + "\"");
        }
    }

    private static double[] percentiles(JsonNode value) {
        if (!value.isArray() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "[]float64");
        }
        double[] percentiles = new double[value.size()];
        for (int i = 0; i < percentiles.length; i++) {
            JsonNode element = value.get(i);
            if (!element.isNumber() && !element.isNull()) {
                throw JsonFormatException.cannotUnmarshal(HexJson.kind(element), "float64");
            }
            percentiles[i] = element.asDouble();
            if (Double.isInfinite(percentiles[i])) {
                throw JsonFormatException.cannotUnmarshal("number " + element, "float64");
            }
        }
        return percentiles;
    }
}
