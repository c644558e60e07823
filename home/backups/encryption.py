"""A backup under a passphrase: AES-256-GCM in blocks, so that it is written and read as a stream.

The file: ``MAGIC``, 16 bytes salt, 7 bytes nonce, then blocks of 64 KiB and their tag. The key is made of the
passphrase by scrypt. A block's nonce has its number and whether it is the last one: blocks can't be
exchanged, left out or cut off.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from typing import IO, TYPE_CHECKING

from home.backups.archive import ArchiveError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"QBANK-BACKUP-1\n"
_SALT, _NONCE, _TAG, _BLOCK = 16, 7, 16, 64 * 1024
_HEADER = len(MAGIC) + _SALT + _NONCE


class PassphraseError(Exception):
    """The file is encrypted, and not with this passphrase."""


class EncryptingFile(io.RawIOBase):
    """Takes bytes in order and writes them encrypted; ``close`` writes the last block, no more."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file, self._count, self._rest = file, 0, bytearray()
        salt, self._nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        self._cipher = _cipher(passphrase, salt)
        file.write(MAGIC + salt + self._nonce)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._rest += memoryview(data)  # type: ignore[arg-type]
        while len(self._rest) > _BLOCK:
            self._put(bytes(self._rest[:_BLOCK]), last=False)
            del self._rest[:_BLOCK]
        return memoryview(data).nbytes  # type: ignore[arg-type]

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._rest), last=True)
        super().close()

    def _put(self, block: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._nonce, self._count, last=last), block, None))
        self._count += 1


class DecryptingFile(io.RawIOBase):
    """The bytes that were encrypted, from any place. PassphraseError, ArchiveError as they are met."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file, self._at, self._cached = file, 0, (-1, b"")
        size = file.seek(0, os.SEEK_END) - _HEADER
        file.seek(len(MAGIC))
        salt, self._nonce = file.read(_SALT), file.read(_NONCE)
        self._blocks = -(-size // (_BLOCK + _TAG))
        if self._blocks < 1:
            raise ArchiveError
        self._size = size - self._blocks * _TAG
        self._cipher = _cipher(passphrase, salt)
        try:
            self._block(0)
        except ArchiveError as error:
            raise PassphraseError from error

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        number, start = divmod(self._at, _BLOCK)
        if not 0 <= self._at < self._size:
            return 0
        part = self._block(number)[start : start + len(view)]
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _block(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (as in _cipher)

        if self._cached[0] != number:
            self._file.seek(_HEADER + number * (_BLOCK + _TAG))
            nonce = _nonce(self._nonce, number, last=number == self._blocks - 1)
            try:
                block = self._cipher.decrypt(nonce, self._file.read(_BLOCK + _TAG), None)
            except (InvalidTag, ValueError) as error:
                raise ArchiveError from error
            self._cached = (number, block)
        return self._cached[1]


def readable(file: IO[bytes], passphrase: str) -> IO[bytes]:
    """The backup's own bytes, whether it is encrypted or not. Raises PassphraseError, ArchiveError."""
    encrypted = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return io.BufferedReader(DecryptingFile(file, passphrase), _BLOCK) if encrypted else file


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (8 MB in every process)

    key = hashlib.scrypt(passphrase.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
    return AESGCM(key)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
