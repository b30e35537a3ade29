package dev.drover.evm;

import dev.drover.chain.Word;

/** Arithmetic on {@link Word} values, such as balances. The results wrap around at 256 bits. */
final class WordMath {
    private WordMath() {}

    static Word add(Word a, Word b) {
        long[] s = {a.w0(), a.w1(), a.w2(), a.w3(), b.w0(), b.w1(), b.w2(), b.w3()};
        Arithmetic.add(s, 0, 4);
        return new Word(s[4], s[5], s[6], s[7]);
    }

    static Word sub(Word a, Word b) {
        long[] s = {a.w0(), a.w1(), a.w2(), a.w3(), b.w0(), b.w1(), b.w2(), b.w3()};
        Arithmetic.sub(s, 0, 4);
        return new Word(s[4], s[5], s[6], s[7]);
    }

    /** Returns whether a is less than b, both unsigned. */
    static boolean isLess(Word a, Word b) {
        long x = a.w3();
        long y = b.w3();
        if (a.w0() != b.w0()) {
            x = a.w0();
            y = b.w0();
        } else if (a.w1() != b.w1()) {
            x = a.w1();
            y = b.w1();
        } else if (a.w2() != b.w2()) {
            x = a.w2();
            y = b.w2();
        }
        return Long.compareUnsigned(x, y) < 0;
    }
}
