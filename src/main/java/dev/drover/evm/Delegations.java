package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.crypto.InvalidSignatureException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Lets accounts run the code of others, where they have signed that they want to (EIP-7702). */
final class Delegations {
    /** The account was paid for as if it were new; this is what an old one costs less. */
    private static final long REFUND = 12_500;

    private final World world;
    private final BigInteger chainId;

    Delegations(World world, BigInteger chainId) {
        this.world = world;
        this.chainId = chainId;
    }

    /** Does what the authorization says; nothing if it is not valid. */
    void apply(Authorization authorization) {
        boolean isForHere =
                authorization.chainId().signum() == 0 || authorization.chainId().equals(chainId);
        Address authority = isForHere && authorization.nonce() != -1 ? authority(authorization) : null;
        if (authority == null) {
            return;
        }
        world.warm(authority);
        Code code = world.codeOf(world.account(authority));
        if (code.length() > 0 && code.delegate() == null || world.nonce(authority) != authorization.nonce()) {
            return;
        }
        if (world.exists(authority)) {
            world.substate().addRefund(REFUND);
        }
        world.setNonce(authority, authorization.nonce() + 1);
        Address target = authorization.address();
        world.setCode(authority, target.equals(Address.ZERO) ? MessageFrame.NO_BYTES : Code.delegationTo(target));
    }

    private static @Nullable Address authority(Authorization authorization) {
        try {
            return authorization.authority();
        } catch (InvalidSignatureException e) {
            return null;
        }
    }
}
