// Jest's module registry loads ESM in parallel; Nest's two halves import each other and must be there before any of ours.
import '@nestjs/common';
import '@nestjs/core';
