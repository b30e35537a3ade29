package dev.drover.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Writes a table as geth's freezer does: a new data file when one is full, and perhaps without its oldest files. */
final class FreezerFiles {
    private FreezerFiles() {}

    /**
     * Writes items numbered from 0 on.
     *
     * @param fileBytesMax most bytes in a data file
     * @param dropped so many of the oldest data files are taken away again, with their items
     * @return number of the first item that is left
     */
    static int write(Path directory, String name, boolean packed, List<byte[]> items, int fileBytesMax, int dropped)
            throws IOException {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int file = 0;
        int deleted = 0;
        for (int number = 0; number < items.size(); number++) {
            byte[] item = packed ? Snappy.compress(items.get(number)) : items.get(number);
            if (data.size() + item.length > fileBytesMax) {
                write(directory, name, packed, file++, dropped, data);
                if (file == dropped) {
                    deleted = number;
                    index.reset();
                }
            }
            data.writeBytes(item);
            index.writeBytes(entry(file, data.size()));
        }
        write(directory, name, packed, file, dropped, data);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(entry(dropped, deleted));
        whole.writeBytes(index.toByteArray());
        Files.write(directory.resolve(name + (packed ? ".cidx" : ".ridx")), whole.toByteArray());
        return deleted;
    }

    private static void write(
            Path directory, String name, boolean packed, int file, int dropped, ByteArrayOutputStream data)
            throws IOException {
        if (file >= dropped) {
            String fileName = String.format("%s.%04d.%s", name, file, packed ? "cdat" : "rdat");
            Files.write(directory.resolve(fileName), data.toByteArray());
        }
        data.reset();
    }

    private static byte[] entry(int file, int offset) {
        return ByteBuffer.allocate(6).putShort((short) file).putInt(offset).array();
    }
}
