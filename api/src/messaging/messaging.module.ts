import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { SealedSecrets } from '../platform/secrets/index.js';
import { PrivacyModule } from '../privacy/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { SendAccountMail } from './account-mail.job.js';
import { Attachments } from './attachments.js';
import { ChangeChannels } from './channels/change-channels.js';
import { ChannelSettingsStore } from './channels/channel-settings.store.js';
import { ChannelsController } from './channels/channels.admin.controller.js';
import { Channels } from './channels/channels.js';
import { PublicAddresses } from './channels/public-addresses.js';
import { Sms } from './channels/sms.js';
import { Smtp } from './channels/smtp.js';
import { Webhooks } from './channels/webhook.js';
import { WebhookSecrets } from './channels/webhook-secrets.js';
import { ClickLinks } from './clicks/click-links.js';
import { ClicksController } from './clicks/clicks.public.controller.js';
import { ClickWatch } from './clicks/click-watch.js';
import { ComposeCall } from './compose-call.js';
import { ComposeText } from './compose-text.js';
import { ComposeMail } from './compose-mail.js';
import { DeliveryLog } from './delivery-log.js';
import { Door } from './door.js';
import { StaffNoticeStore } from './in-app/staff-notice.store.js';
import { StaffNoticesController } from './in-app/staff-notices.admin.controller.js';
import { TellMembers } from './in-app/tell-members.js';
import { EraseMessages } from './erase-messages.js';
import { LastLooks } from './last-look.js';
import { ListMessages } from './list-messages.js';
import { MailLinks } from './mail-links.js';
import { MailServer } from './mail-server.js';
import { MessageStore } from './message.store.js';
import { MessagesController } from './messages.admin.controller.js';
import { MessagesSweep } from './messages.sweep.js';
import { ChangeMailSender } from './own-sender/change-mail-sender.js';
import { MailSenderController } from './own-sender/mail-sender.admin.controller.js';
import { MailSenderStore } from './own-sender/mail-sender.store.js';
import { MailSenders } from './own-sender/mail-senders.js';
import { ProveSender } from './own-sender/prove-sender.js';
import { ProveSenderJob } from './own-sender/prove-sender.job.js';
import { SendersSweep } from './own-sender/senders.sweep.js';
import { TxtRecords } from './own-sender/txt-records.js';
import { PrepareMessages } from './prepare-messages.js';
import { MailgunAdapter } from './provider-events/mailgun/mailgun.adapter.js';
import { PostmarkAdapter } from './provider-events/postmark/postmark.adapter.js';
import { ProviderAdapters } from './provider-events/provider-adapters.js';
import { ProviderEventStore } from './provider-events/provider-event.store.js';
import { ProviderWebhooksController } from './provider-events/provider-webhooks.public.controller.js';
import { RecordProviderEvents } from './provider-events/record-provider-events.js';
import { SendgridAdapter } from './provider-events/sendgrid/sendgrid.adapter.js';
import { SesAdapter } from './provider-events/ses/ses.adapter.js';
import { TwilioAdapter } from './provider-events/twilio/twilio.adapter.js';
import { QueueMessage } from './queue-message.js';
import { RemindersOfTheMonth } from './reminders-of-the-month.js';
import { ResolveDoubts } from './resolve-doubts.js';
import { ResolveMessage } from './resolve-message.js';
import { SettleMessages } from './settle-messages.js';
import { SendMessages } from './send-messages.job.js';
import { ShowMessage } from './show-message.js';
import { ExportSuppressions } from './suppression/export-suppressions.js';
import { ImportSuppressions } from './suppression/import-suppressions.js';
import { HandleReply } from './replies/handle-reply.job.js';
import { ChangeReplyMailbox } from './replies/mailbox/change-reply-mailbox.js';
import { MailboxesSweep } from './replies/mailbox/mailboxes.sweep.js';
import { OpenMailbox } from './replies/mailbox/open-mailbox.js';
import { ReadMailbox } from './replies/mailbox/read-mailbox.job.js';
import { ReplyMailboxController } from './replies/mailbox/reply-mailbox.admin.controller.js';
import { ReplyMailboxStore } from './replies/mailbox/reply-mailbox.store.js';
import { Replies } from './replies/replies.js';
import { RepliesController } from './replies/replies.public.controller.js';
import { ReplyLinks } from './replies/reply-links.js';
import { ReplyStore } from './replies/reply.store.js';
import { TakeReply } from './replies/take-reply.js';
import { ReleaseAddress } from './suppression/release-address.js';
import { SuppressAddress } from './suppression/suppress-address.js';
import { SuppressionStore } from './suppression/suppression.store.js';
import { SuppressionsController } from './suppression/suppressions.admin.controller.js';
import { DiscardDraft } from './templates/discard-draft.js';
import { JudgeTemplate } from './templates/judge-template.js';
import { PreviewTemplate } from './templates/preview-template.js';
import { PublishTemplate } from './templates/publish-template.js';
import { RevertTemplate } from './templates/revert-template.js';
import { SaveDraft } from './templates/save-draft.js';
import { SendTestMail, TestMail } from './templates/send-test-mail.js';
import { ShowTemplates } from './templates/show-templates.js';
import { TemplateFacts } from './templates/template-facts.js';
import { TemplateStore } from './templates/template.store.js';
import { TemplatesController } from './templates/templates.admin.controller.js';
import { Templates } from './templates/templates.js';
import { Unsubscribe } from './unsubscribe.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';
import { UnsubscribeController } from './unsubscribe.public.controller.js';
import { ChangeValves } from './valves/change-valves.js';
import { SendingController } from './valves/sending.admin.controller.js';
import { SendingOperationsController } from './valves/sending.operations.controller.js';
import { ShowSending } from './valves/show-sending.js';
import { ValveStore } from './valves/valve.store.js';
import { Valves } from './valves/valves.js';
import { WriteOutcomes } from './write-outcomes.js';

/** Messages to people: rows first, then mails. */
@Module({
  imports: [AccessModule, PrivacyModule, WorkspacesModule],
  controllers: [
    ChannelsController,
    ClicksController,
    MailSenderController,
    MessagesController,
    ProviderWebhooksController,
    RepliesController,
    ReplyMailboxController,
    SendingController,
    SendingOperationsController,
    StaffNoticesController,
    SuppressionsController,
    TemplatesController,
    UnsubscribeController,
  ],
  providers: [
    Attachments,
    ChangeChannels,
    ChangeMailSender,
    ChangeReplyMailbox,
    ChangeValves,
    Channels,
    ChannelSettingsStore,
    ClickLinks,
    ClickWatch,
    ComposeCall,
    ComposeMail,
    ComposeText,
    DeliveryLog,
    DiscardDraft,
    Door,
    EraseMessages,
    ExportSuppressions,
    ImportSuppressions,
    HandleReply,
    JudgeTemplate,
    LastLooks,
    ListMessages,
    MailboxesSweep,
    MailgunAdapter,
    MailLinks,
    MailSenders,
    MailSenderStore,
    MailServer,
    MessagesSweep,
    MessageStore,
    OpenMailbox,
    PostmarkAdapter,
    PrepareMessages,
    ProveSender,
    ProveSenderJob,
    ProviderAdapters,
    ProviderEventStore,
    PreviewTemplate,
    PublicAddresses,
    PublishTemplate,
    ReadMailbox,
    QueueMessage,
    RecordProviderEvents,
    ReleaseAddress,
    RemindersOfTheMonth,
    ResolveDoubts,
    ResolveMessage,
    SettleMessages,
    Replies,
    ReplyLinks,
    ReplyMailboxStore,
    ReplyStore,
    RevertTemplate,
    SaveDraft,
    SealedSecrets,
    SendAccountMail,
    SendersSweep,
    SendgridAdapter,
    SendMessages,
    SesAdapter,
    SendTestMail,
    ShowMessage,
    ShowTemplates,
    ShowSending,
    Sms,
    Smtp,
    StaffNoticeStore,
    SuppressAddress,
    SuppressionStore,
    TakeReply,
    TellMembers,
    TemplateFacts,
    Templates,
    TemplateStore,
    TestMail,
    TwilioAdapter,
    TxtRecords,
    Unsubscribe,
    UnsubscribeLinks,
    Valves,
    ValveStore,
    WriteOutcomes,
    Webhooks,
    WebhookSecrets,
  ],
  exports: [Attachments, ChannelSettingsStore, Door, QueueMessage, Replies, TellMembers, TemplateFacts],
})
export class MessagingModule {}
