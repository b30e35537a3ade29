package dev.drover.bench;

import dev.drover.crypto.Keccak;
import java.util.Random;

/** Times the hash function on trie nodes of the usual length. */
public final class KeccakBench {
    private KeccakBench() {}

    /** Prints nanoseconds per hash for each length. */
    public static void main(String[] args) {
        Random random = new Random(1);
        for (int length : new int[] {32, 115, 532}) {
            byte[] input = new byte[length];
            random.nextBytes(input);
            for (int round = 0; round < 6; round++) {
                long start = System.nanoTime();
                int sum = 0;
                int count = 400_000;
                for (int i = 0; i < count; i++) {
                    input[0] = (byte) i;
                    sum += Keccak.hash(input)[0];
                }
                if (round == 5) {
                    System.out.println(length + " bytes: " + (System.nanoTime() - start) / count + " ns " + sum);
                }
            }
        }
    }
}
