import { Controller, Get, Header, Injectable } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Public } from '../http/access-rule.js';

/** The process's Prometheus registry and the service's own figures. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'perennial_http_request_seconds',
    help: 'HTTP requests by method, route pattern and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [this.registry],
  });
  readonly jobs = new Counter({
    name: 'perennial_jobs_total',
    help: 'Jobs by name and outcome',
    labelNames: ['job', 'outcome'] as const,
    registers: [this.registry],
  });
  readonly messages = new Counter({
    name: 'perennial_messages_total',
    help: 'Messages by channel and outcome',
    labelNames: ['channel', 'outcome'] as const,
    registers: [this.registry],
  });
  readonly mailServerUp = new Gauge({ name: 'perennial_mail_server_up', help: '0 while the mail server cannot be reached', registers: [this.registry] });
  readonly queueLength = new Gauge({ name: 'perennial_queue_length', help: 'Jobs waiting', registers: [this.registry] });

  constructor() {
    this.mailServerUp.set(1);
    collectDefaultMetrics({ register: this.registry });
  }

  readonly observeRequest = (req: Request, res: Response, next: NextFunction): void => {
    const stop = this.requests.startTimer();
    res.on('finish', () => {
      const route = (req.route as { path?: string } | undefined)?.path ?? 'unmatched';
      stop({ method: req.method, route, status: String(res.statusCode) });
    });
    next();
  };
}

@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4')
  async scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
