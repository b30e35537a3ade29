package dev.drover.evm;

import dev.drover.chain.Address;
import dev.drover.chain.Authorization;
import dev.drover.crypto.InvalidSignatureException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Applies the authorizations of set-code transactions (EIP-7702). */
final class Delegations {
    /** The refund if the account exists: the intrinsic gas includes the price of a new account. */
    private static final long REFUND = 12_500;

    private final World world;
    private final BigInteger chainId;

    Delegations(World world, BigInteger chainId) {
        this.world = world;
        this.chainId = chainId;
    }

    /** Sets or clears the delegation of the signer. An invalid authorization is skipped. */
    void apply(Authorization authorization) {
        boolean isForThisChain =
                authorization.chainId().signum() == 0 || authorization.chainId().equals(chainId);
        Address authority = isForThisChain && authorization.nonce() != -1 ? authority(authorization) : null;
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
