package dev.drover.chain;

import java.util.List;

/** An account and some of its storage slots that a transaction declares to access (EIP-2930). */
public record AccessListEntry(Address address, List<Hash> storageKeys) {}
