package dev.drover.testing;

import dev.drover.chain.Address;
import dev.drover.chain.Clique;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.chain.Word;
import dev.drover.crypto.Keccak;
import dev.drover.rlp.RlpWriter;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** Headers as a chain under proof of authority has them: signed with a key. */
public final class SignedHeader {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    private SignedHeader() {}

    /** The address of a key. */
    public static Address address(BigInteger key) {
        byte[] point = CURVE.getG().multiply(key).getEncoded(false);
        return Address.of(Arrays.copyOfRange(Keccak.hash(Arrays.copyOfRange(point, 1, 65)), 12, 32));
    }

    /** A header with no coinbase, signed with a key. */
    public static Header of(long number, BigInteger key) {
        byte[] extra = new byte[32 + 65];
        byte[] hash = Clique.sealHash(unsigned(number, 2, Address.ZERO, extra));
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(key, new ECDomainParameters(CURVE)));
        BigInteger[] signature = signer.generateSignature(hash);
        System.arraycopy(Word.of(signature[0]).toBytes(), 0, extra, 32, 32);
        System.arraycopy(Word.of(signature[1]).toBytes(), 0, extra, 64, 32);
        Header header = unsigned(number, 2, Address.ZERO, extra);
        if (!Clique.signer(header).equals(address(key))) {
            extra[96] = 1;
        }
        return unsigned(number, 2, Address.ZERO, extra);
    }

    /** A header of a block without transactions before London. */
    public static Header unsigned(long number, long difficulty, Address coinbase, byte[] extraData) {
        return Header.decode(new RlpWriter()
                .beginList()
                .bytes(Hash.ZERO.toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(coinbase.toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(Hash.ZERO.toBytes())
                .bytes(new byte[256])
                .uint64(difficulty)
                .uint64(number)
                .uint64(8_000_000)
                .uint64(0)
                .uint64(1_600_000_000 + number)
                .bytes(extraData)
                .bytes(Hash.ZERO.toBytes())
                .bytes(new byte[8])
                .endList()
                .toBytes());
    }
}
