package dev.drover.chain;

import java.util.List;

/** An account, and slots of its storage, that a transaction says it will touch (EIP-2930). */
public record AccessListEntry(Address address, List<Hash> storageKeys) {}
